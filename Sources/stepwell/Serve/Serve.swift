import Agents
import Configuration
import Glibc
import JSONRPC
import Runtime
import Server
import Synchronization
import Time

/// Serves one client over standard input and output until either of them goes away.
enum Serve {
  /// How long a host that is gone, or a signal, leaves for the end.
  private static let hurry = Duration.milliseconds(1200)

  static func run(_ flags: Flags) async -> Never {
    do {
      let streams = try StandardStreams.claim()
      let configuration = try Configuration.load(
        flags: flags, environment: .process, commandLine: .spawned,
        workingDirectory: Paths.workingDirectory)
      for notice in configuration.notices { StandardError.write("stepwell: \(notice)") }
      let engine = try await RunningEngine.start(configuration)
      for warning in engine.warnings { StandardError.write("stepwell: \(warning)") }
      await serve(streams, configuration, engine)
      ExitStatus.leave(with: ExitStatus.success)
    } catch {
      StandardError.write("stepwell: \(error)")
      ExitStatus.leave(with: ExitStatus.configuration)
    }
  }

  private static func serve(
    _ streams: StandardStreams, _ configuration: Configuration, _ engine: RunningEngine
  ) async {
    let ends = Ends()
    let lifeline: Lifeline
    let connection: Connection
    do {
      lifeline = try Lifeline(output: streams.output) { ends.add($0) }
      let session = Session(
        service: engine.service, isStrict: configuration.isStrict,
        onClientProcess: { lifeline.watch(process: Int32(clamping: $0)) },
        onExit: { ends.add(.exit) })
      connection = try Connection(
        input: streams.input, output: streams.output,
        framing: Framing(configuration.framing.value), limits: configuration.limits.connection,
        handler: session)
      connection.start()
      let feed = Task { for await end in connection.ends { ends.add(end) } }
      await finish(connection, session, engine, ends)
      feed.cancel()
    } catch {
      StandardError.write("stepwell: \(error)")
      ExitStatus.leave(with: ExitStatus.configuration)
    }
  }

  /// Waits for the end, answers what was received as far as the reason leaves time, and parks the
  /// rest.
  private static func finish(
    _ connection: Connection, _ session: Session, _ engine: RunningEngine, _ ends: Ends
  ) async {
    let reason = await ends.first()
    connection.end(reason)
    if reason == .inputEnded, !session.isHost {
      await Task.firstOf {
        await engine.service.runtime.answerBlockedWaiters()
        _ = await connection.finish()
      } or: {
        await ends.next()
        Watchdog.start(within: hurry)
      }
      Watchdog.start(within: hurry)
    } else {
      Watchdog.start(within: hurry)
      // What waits for nothing is answered; then the rest is told that nobody waits any more.
      _ = await connection.finish(within: hurry / 6)
      connection.cancelRequests()
      _ = await connection.finish(within: hurry / 6)
    }
    await session.end()
    RunningPrograms.limitGrace(to: hurry / 4)
    tell(parked: await engine.stop(), isKept: !engine.forgets)
    _ = await connection.finish(within: hurry / 3)
    connection.close()
  }

  private static func tell(parked: Int, isKept: Bool) {
    guard parked > 0 else { return }
    guard isKept else {
      let what = parked == 1 ? "workflow ends" : "workflows end"
      return StandardError.write(
        "stepwell: \(parked) unfinished \(what) here: a store in memory keeps nothing")
    }
    let (what, go) = parked == 1 ? ("workflow is", "goes") : ("workflows are", "go")
    StandardError.write(
      "stepwell: \(parked) unfinished \(what) kept in the store and \(go) on at the next start")
  }
}

/// The reasons to end, in the order in which they come up.
private final class Ends: Sendable {
  private let stream: AsyncStream<ConnectionEnd>
  private let continuation: AsyncStream<ConnectionEnd>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func add(_ end: ConnectionEnd) { continuation.yield(end) }

  func first() async -> ConnectionEnd {
    for await end in stream { return end }
    return .exit
  }

  func next() async { for await end in stream where end != .inputEnded { return } }
}

extension Task where Success == Void, Failure == Never {
  /// Returns when one of the two does; the other is cancelled.
  fileprivate static func firstOf(
    _ one: @escaping @Sendable () async -> Void, or other: @escaping @Sendable () async -> Void
  ) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask(operation: one)
      group.addTask(operation: other)
      await group.next()
      group.cancelAll()
    }
  }
}

extension Framing {
  fileprivate init(_ choice: FramingChoice) {
    switch choice {
    case .auto: self = .auto
    case .lines: self = .lines
    case .headers: self = .headers
    }
  }
}

extension ConfiguredLimits {
  var connection: ConnectionLimits {
    var limits = ConnectionLimits()
    limits.maxMessageBytes = maxMessageBytes.value
    limits.maxRequestsInFlight = maxRequestsInFlight.value
    limits.maxWaitingRequests = maxWaitingRequests.value
    return limits
  }
}
