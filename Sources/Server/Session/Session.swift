import JSON
public import JSONRPC
import Runtime
import Synchronization
import Wire
import Store

/// One client's connection: what it said of itself, its agents and its subscriptions.
public final class Session: JSONRPC.Handler {
  let service: Service
  /// Names what this client offers among what others do.
  let id: String
  private let isStrict: Bool
  let changes = ChangeLedger()
  private let queue: AsyncStream<@Sendable () async -> Void>.Continuation
  private let worker: Task<Void, Never>
  private let onExit: @Sendable () -> Void
  private let onClientProcess: @Sendable (Int) -> Void

  struct State: Sendable {
    var isInitialized = false
    var isShuttingDown = false
    var agents: Set<String> = []
    var subscriptions: Set<String> = []
    /// The subscriptions of workflows that this client set going, by workflow.
    var executions: [String: String] = [:]
    /// The same by subscription.
    var executed: [String: String] = [:]
    var calls: [String: CallReport] = [:]
    var logLevel: LogLevel?
  }

  let state = Mutex(State())

  /// - Parameters:
  ///   - isStrict: refuse everything before `initialize`.
  ///   - onClientProcess: told the process the client said it is.
  ///   - onExit: told when the client sent `exit`.
  public init(
    service: Service, isStrict: Bool = false,
    onClientProcess: @escaping @Sendable (Int) -> Void = { _ in },
    onExit: @escaping @Sendable () -> Void = {}
  ) {
    self.service = service
    id = service.newID()
    self.isStrict = isStrict
    self.onExit = onExit
    self.onClientProcess = onClientProcess
    let (stream, continuation) = AsyncStream<@Sendable () async -> Void>.makeStream()
    queue = continuation
    worker = Task { for await work in stream { await work() } }
  }

  /// Whether the client introduced itself, as hosts and editors do and scripts do not.
  public var isHost: Bool { state.withLock { $0.isInitialized } }

  /// The connection is over: its agents and subscriptions end, and changes that were not begun are
  /// left; who asked for them has been answered, or is in too much of a hurry to be.
  public func end() async {
    queue.finish()
    worker.cancel()
    await worker.value
    let (agents, subscriptions) = state.withLock { ($0.agents, $0.subscriptions) }
    await service.runtime.dismiss(
      agents: agents.sorted(), subscriptions: subscriptions.sorted(), by: id)
  }

  // MARK: Handler

  public func kind(of request: JSONRPC.Request) -> RequestKind {
    Dispatch.entry(for: request.method)?.waits(request.params) == true ? .waiting : .ordinary
  }

  public func receive(_ request: JSONRPC.Request, on connection: Connection) -> JSONRPC.Answer {
    do throws(WireError) {
      switch request.method {
      case Initialize.name: return try initialize(request, connection)
      case Shutdown.name:
        try requireInitialized()
        state.withLock { $0.isShuttingDown = true }
        return .answered(.null)
      default: break
      }
      try admit(request.method)
      guard let entry = Dispatch.entry(for: request.method) else {
        throw .methodNotFound(request.method)
      }
      return .later { reply in self.take(entry, request, connection, reply) }
    } catch {
      return .refused(RPCError(error))
    }
  }

  public func receive(_ notification: JSONRPC.Notification, on connection: Connection) {
    switch notification.method {
    case Exit.name: onExit()
    case AgentUpdate.name: take(update: notification.params)
    default: break
    }
  }

  private func admit(_ method: String) throws(WireError) {
    if state.withLock(\.isShuttingDown) {
      throw WireError(.invalidRequest, "The session is shutting down; only `exit` is expected.")
    }
    try requireInitialized()
  }

  /// - Throws: `notInitialized` where the session has to begin with `initialize` and has not.
  private func requireInitialized() throws(WireError) {
    guard isStrict, !isHost else { return }
    throw WireError(.notInitialized, "The session is not initialized; send `initialize` first.")
  }

  private func take(
    _ entry: Dispatch.Entry, _ request: JSONRPC.Request, _ connection: Connection,
    _ reply: JSONRPC.Reply
  ) {
    connect(connection)
    if entry.isChange {
      let ticket = ChangeTicket(changes)
      queue.yield { await entry.serve(request.params, self, reply, ticket) }
    } else {
      let last = changes.last
      let task = Task {
        await self.changes.settled(through: last)
        await entry.serve(request.params, self, reply, nil)
      }
      reply.whenCancelled {
        task.cancel()
        reply.fail(.cancelled)
      }
    }
  }

  // MARK: The connection to answer through

  private let connection = Mutex<Connection?>(nil)

  /// Where notifications and calls of agents go.
  func connect(_ connection: Connection) {
    self.connection.withLock { if $0 == nil { $0 = connection } }
  }

  var peer: Connection? { connection.withLock { $0 } }

  private func initialize(
    _ request: JSONRPC.Request, _ connection: Connection
  ) throws(WireError) -> JSONRPC.Answer {
    connect(connection)
    let params = try Wire.Request<Initialize>(params: request.params).params
    if let version = params.protocolVersion, version != 1 {
      throw WireError(
        .invalidParams, "This engine speaks protocol version 1, not \(version).",
        path: .root.appending("protocolVersion"))
    }
    state.withLock { state in
      state.isInitialized = true
      state.logLevel = params.capabilities?.log
    }
    if case .value(let process)? = params.processId { onClientProcess(process) }
    let agents = params.agents ?? []
    return .later { reply in
      let ticket = ChangeTicket(self.changes)
      self.queue.yield {
        await self.register(agents)
        ticket.end()
        reply.succeed(await self.service.greeting.json)
      }
    }
  }
}
