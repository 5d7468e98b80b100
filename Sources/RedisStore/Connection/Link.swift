import Store
import Synchronization

/// Runs scripts over a transport, and again where a connection was lost: what a commit's operation id
/// does is that nothing is applied twice.
final class Link: Sendable {
  private static let longestWait = Duration.milliseconds(500)

  private let transport: any Transport
  private let prefix: String
  private let place: String
  /// The names of the scripts on the server, in the order of `Script.allCases`.
  private let names: [String]
  private let counters = Mutex(RedisStatistics())

  init(_ transport: any Transport, _ names: [String], prefix: String, place: String) {
    self.transport = transport
    self.names = names
    self.prefix = prefix
    self.place = place
  }

  var statistics: RedisStatistics { counters.withLock { $0 } }

  func count(_ outcomes: [CommitOutcome]) {
    var applied = 0
    for case .applied in outcomes { applied += 1 }
    counters.withLock { $0.commits += applied }
  }

  func close() async { await transport.close() }

  /// The replies of the calls, none of them a failure.
  /// - Parameter patience: for how long passing trouble is met by trying again.
  func run(_ calls: [ScriptCall], patience: Duration) async throws(StoreError) -> [Reply] {
    let end = ContinuousClock.now + patience
    var wait = Duration.milliseconds(20)
    while true {
      do throws(Trouble) {
        return try await runOnce(calls)
      } catch {
        guard error.isPassing, ContinuousClock.now + wait < end else { throw error.error }
        do { try await Task.sleep(for: wait) } catch _ { throw error.error }
        wait = min(wait * 2, Self.longestWait)
      }
    }
  }

  private func runOnce(_ calls: [ScriptCall]) async throws(Trouble) -> [Reply] {
    var replies = try await send(
      calls.map { $0.command(named: names[$0.script.rawValue], prefix: prefix) })
    let unknown = replies.indices.filter { replies[$0].isUnknownScript }
    if !unknown.isEmpty {
      // A restarted server knows no scripts; the first call of each brings it.
      var brought: Set<Script> = []
      let again = unknown.map { index in
        brought.insert(calls[index].script).inserted
          ? calls[index].commandWithSource(prefix: prefix)
          : calls[index].command(named: names[calls[index].script.rawValue], prefix: prefix)
      }
      for (index, reply) in zip(unknown, try await send(again)) { replies[index] = reply }
    }
    for case .failure(let text) in replies { throw Trouble(reply: text, from: place) }
    return replies
  }

  private func send(_ commands: [Command]) async throws(Trouble) -> [Reply] {
    counters.withLock { $0.roundTrips += 1 }
    let replies = try await transport.send(commands)
    guard replies.count == commands.count else {
      throw Trouble(.unavailable, "\(place) answered only a part", isPassing: true)
    }
    return replies
  }
}

extension Reply {
  fileprivate var isUnknownScript: Bool {
    if case .failure(let text) = self { text.hasPrefix("NOSCRIPT") } else { false }
  }
}
