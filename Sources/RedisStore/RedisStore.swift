import HTTP
public import Store
import Synchronization
import Time

/// Keeps everything in a Redis that engines on several machines may share, reached by Redis' own
/// protocol or by the REST interface of Upstash.
///
/// A commit is one script, atomic on the server; all commits given together, and whatever else waits,
/// travel in one round trip. The keys are described in `docs/stores/redis.md`; only the scripts in
/// `Scripts` know them.
public final class RedisStore: Store {
  /// How many events the order over all workflows keeps, where nothing else is asked for.
  public static let standardEventsKept = 1_000_000
  /// How long a server may take to answer.
  private static let timeout = Duration.seconds(10)

  public let description: StoreDescription
  let watch: Watch
  let eventsKept: Int
  private let link: Link
  private let patience: Duration

  private init(_ greeting: Greeting, _ link: Link, _ manner: Manner) {
    description = greeting.description
    self.link = link
    eventsKept = manner.eventsKept
    patience = manner.patience
    watch = Watch(seen: greeting.writes, pace: manner.provider.pace) {
      [link] () throws(StoreError) in
      let replies = try await link.run([ScriptCall(.read, ["writes"])], patience: .zero)
      return replies.first?.integer
    }
  }

  deinit { watch.end() }

  /// Connects to a Redis server.
  /// - Parameters:
  ///   - location: where that is, for people; without secrets.
  ///   - prefix: what the names of all keys begin with.
  ///   - patience: how long a lost connection is made again before a request is `unavailable`.
  ///   - eventsKept: for how many events, at least, the order over all workflows is known; a cursor
  ///     before them is expired. Each workflow keeps its own events for as long as it is there.
  /// - Throws: `StoreError` that names the place and says what to mend.
  public static func open(
    host: String, port: Int, usesTLS: Bool = false, user: String? = nil, password: String? = nil,
    database: Int = 0, prefix: String = "", location: String,
    patience: Duration = .seconds(3), eventsKept: Int = standardEventsKept
  ) async throws(StoreError) -> RedisStore {
    let address = RedisAddress(
      host: host, port: port, usesTLS: usesTLS, user: user, password: password, database: database,
      place: location)
    do throws(Trouble) {
      let transport = try RESPTransport(address, timeout: timeout)
      return try await open(
        transport, prefix: prefix, location: location,
        Manner(provider: .redis, patience: patience, eventsKept: eventsKept))
    } catch {
      throw error.error
    }
  }

  /// Connects to an Upstash database, or to whatever else speaks its REST interface.
  /// - Parameters:
  ///   - url: begins with `https://` or `http://`, without a slash at the end.
  ///   - location, prefix, patience, eventsKept: as for a server.
  /// - Throws: `StoreError` that names the place and says what to mend.
  public static func open(
    upstash url: String, token: String?, prefix: String = "", location: String,
    patience: Duration = .seconds(3), eventsKept: Int = standardEventsKept
  ) async throws(StoreError) -> RedisStore {
    let transport = UpstashTransport(url: url, token: token, place: location, timeout: timeout)
    do throws(Trouble) {
      return try await open(
        transport, prefix: prefix, location: location,
        Manner(provider: .upstash, patience: patience, eventsKept: eventsKept))
    } catch {
      throw error.error
    }
  }

  private struct Manner {
    let provider: Provider
    let patience: Duration
    let eventsKept: Int
  }

  private static func open(
    _ transport: any Transport, prefix: String, location: String, _ manner: Manner
  ) async throws(Trouble) -> RedisStore {
    do throws(Trouble) {
      let greeting = try await Greeting(
        transport, provider: manner.provider, prefix: prefix, location: location)
      let link = Link(transport, greeting.scripts, prefix: prefix, place: location)
      return RedisStore(greeting, link, manner)
    } catch {
      await transport.close()
      throw error
    }
  }

  public func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome] {
    guard !commits.isEmpty else { return [] }
    let replies = try await run(
      commits.map { ScriptCall(.commit, Arguments($0, eventsKept: eventsKept)) })
    var outcomes: [CommitOutcome] = []
    for reply in replies { outcomes.append(try outcome(reply)) }
    link.count(outcomes)
    return outcomes
  }

  private func outcome(_ reply: Reply) throws(StoreError) -> CommitOutcome {
    let words = reply.elements.compactMap(\.text)
    guard words.count == 3 else {
      throw StoreError(.corrupt, "\(description.location) answered a commit with something else")
    }
    switch words[0] {
    case "applied":
      if let number = Int64(words[2]) { watch.wrote(number) }
      return .applied(cursor: Int64(words[1]) ?? 0)
    case "alreadyApplied": return .alreadyApplied
    case "conflict": return .conflict
    case "fenced": return .fenced
    case "notFound": return .notFound
    default: return .contended(key: words[1])
    }
  }

  /// What was written, and in how many round trips, since the store was opened.
  public var statistics: RedisStatistics { link.statistics }

  public func changes() -> AsyncStream<Void> { watch.listen() }

  public func close() async {
    watch.end()
    await link.close()
  }

  // MARK: For the parts that ask

  func run(_ calls: [ScriptCall]) async throws(StoreError) -> [Reply] {
    try await link.run(calls, patience: patience)
  }

  func ask(_ question: String, _ arguments: Arguments = []) async throws(StoreError) -> Reply {
    var all: Arguments = [question]
    all.append(arguments)
    return try await run([ScriptCall(.read, all)]).first ?? .nothing
  }
}

/// How much a store has sent since it was opened.
public struct RedisStatistics: Sendable, Equatable {
  /// Commits that were applied.
  public var commits = 0
  /// Round trips to the server, those of reads included.
  public var roundTrips = 0

  public init(commits: Int = 0, roundTrips: Int = 0) {
    self.commits = commits
    self.roundTrips = roundTrips
  }
}
