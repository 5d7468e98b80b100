import CPlatform
import Configuration
import Glibc
import JSON
import JSONRPC
import Runtime
import Server
import Wire

/// A client of an engine in this very process: every command asks by the protocol, as hosts do.
struct EngineClient: Sendable {
  /// Takes what the engine tells unasked, on the connection's own thread and in order: all that
  /// came before an answer was taken before the answer is there.
  typealias Listener = @Sendable (JSONRPC.Notification) -> Void

  private let engine: RunningEngine
  private let session: Session
  private let served: Connection
  private let connection: Connection

  /// Starts an engine, hands its client to `body`, and stops it.
  static func with<Result>(
    _ options: EngineOptions, as engagement: Engagement, agentsOf file: YAMLDocument? = nil,
    listener: @escaping Listener = { _ in }, _ body: (EngineClient) async throws -> Result
  ) async throws -> Result {
    let configuration = try Configuration.forCommand(options.flags)
    return try await with(
      configuration, as: engagement, agentsOf: file, listener: listener, body)
  }

  /// The same with a configuration that was read already.
  static func with<Result>(
    _ configuration: Configuration, as engagement: Engagement, agentsOf file: YAMLDocument? = nil,
    mocks: MockAgents? = nil, listener: @escaping Listener = { _ in },
    _ body: (EngineClient) async throws -> Result
  ) async throws -> Result {
    let client: EngineClient
    do {
      let engine = try await RunningEngine.start(
        configuration, as: engagement, agentsOf: file, mocks: mocks)
      client = try EngineClient(engine, limits: configuration.limits.connection, listener)
    } catch {
      throw CommandFailure(error)
    }
    let outcome: Swift.Result<Result, any Error>
    do { outcome = .success(try await body(client)) } catch { outcome = .failure(error) }
    await client.end()
    return try outcome.get()
  }

  /// An engine that keeps nothing and reads no configuration: for what needs only its knowledge.
  static func withoutStore<Result>(
    _ body: (EngineClient) async throws -> Result
  ) async throws -> Result {
    try await with(try isolated(Flags()), as: .reading, body)
  }

  /// Such an engine in which agents are mocks and time passes when it is told to.
  static func mocked<Result>(
    by mocks: MockAgents, listener: @escaping Listener,
    _ body: (EngineClient) async throws -> Result
  ) async throws -> Result {
    var flags = Flags()
    flags.testClock = true
    return try await with(
      try isolated(flags), as: .adopting, mocks: mocks, listener: listener, body)
  }

  private static func isolated(_ flags: Flags) throws -> Configuration {
    var flags = flags
    flags.store = "memory:"
    return try Configuration.load(
      flags: flags, environment: [:], commandLine: .spawned, workingDirectory: "/")
  }

  private init(
    _ engine: RunningEngine, limits: ConnectionLimits, _ listener: @escaping Listener
  ) throws {
    self.engine = engine
    session = Session(service: engine.service)
    let toEngine = try Pipe()
    let toClient = try Pipe()
    served = try Connection(
      input: toEngine.output, output: toClient.input, framing: .lines, limits: limits,
      handler: session)
    connection = try Connection(
      input: toClient.output, output: toEngine.input, framing: .lines, limits: limits,
      handler: ClientHandler(listener: listener))
    // Each side writes nothing before it has read the other's first byte: here somebody begins.
    toClient.prime()
    served.start()
    connection.start()
  }

  private func end() async {
    connection.close()
    served.end(.exit)
    served.cancelRequests()
    _ = await served.finish(within: .seconds(1))
    await session.end()
    _ = await engine.stop()
    served.close()
  }

  // MARK: - Asking

  /// Asks for anything by its name.
  /// - Throws: `CommandFailure` with the engine's sentence.
  func call(_ method: String, _ params: JSON) async throws(CommandFailure) -> JSON {
    do throws(RPCError) {
      return try await connection.request(method, params)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// Asks for what a method of the protocol answers.
  func call<M: Wire.Method>(
    _ method: M.Type, _ fill: (inout M.Params) -> Void = { _ in }
  ) async throws(CommandFailure) -> M.Result {
    var params = M.Params()
    fill(&params)
    let answer = try await call(M.name, params.json)
    do throws(Misfit) {
      return try M.Result(json: answer, .tolerant)
    } catch {
      throw CommandFailure(ExitStatus.internalError, error.sentence(about: "the answer"))
    }
  }
}

/// The client's side of the connection: it hears, and does nothing for the engine.
private struct ClientHandler: JSONRPC.Handler {
  let listener: EngineClient.Listener

  func receive(_ request: JSONRPC.Request, on connection: Connection) -> JSONRPC.Answer {
    .refused(.methodNotFound(request.method))
  }

  func receive(_ notification: JSONRPC.Notification, on connection: Connection) {
    if notification.method != Pipe.firstWords { listener(notification) }
  }
}

/// A pipe whose ends are not inherited by programs that agents start.
private struct Pipe {
  /// The method of a notification that says nothing.
  static let firstWords = "stepwell/begin"

  let output: Int32
  let input: Int32

  init() throws(CommandFailure) {
    var ends: [Int32] = [-1, -1]
    guard cplatform_pipe(&ends, 0) == 0 else {
      throw CommandFailure(
        ExitStatus.internalError, "no pipe can be made: \(String(cString: strerror(errno)))")
    }
    (output, input) = (ends[0], ends[1])
  }

  /// Puts that notification into the empty pipe.
  func prime() {
    let words: JSON = ["jsonrpc": "2.0", "method": .string(Self.firstWords)]
    let line = words.bytes + [0x0A]
    _ = Glibc.write(input, line, line.count)
  }
}

extension Configuration {
  /// What a command that a person typed is to go by; its notices are told.
  static func forCommand(_ flags: Flags) throws(CommandFailure) -> Configuration {
    do throws(ConfigurationProblems) {
      let configuration = try load(
        flags: flags, environment: .process, commandLine: .interactive,
        workingDirectory: Paths.workingDirectory)
      for notice in configuration.notices { StandardError.write("stepwell: \(notice)") }
      if let file = configuration.file, file.reason == .trusted, Terminal.error.isTerminal {
        StandardError.write("stepwell: reading \(file.path)")
      }
      return configuration
    } catch {
      throw CommandFailure(error)
    }
  }
}
