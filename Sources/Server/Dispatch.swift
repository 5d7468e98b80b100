import JSON
import JSONRPC
import Synchronization
import Wire

/// How the methods of the wire reach their code.
enum Dispatch {
  /// One way to carry out a request: read its params, then serve it.
  struct Entry: Sendable {
    let isChange: Bool
    let waits: @Sendable (JSON?) -> Bool
    let serve: @Sendable (JSON?, Session, JSONRPC.Reply, ChangeTicket?) async -> Void
  }

  /// How a request is carried out; nil for a method that no client may call.
  static func entry(for name: String) -> Entry? {
    if let known = entries.withLock({ $0[name] }) { return known }
    guard let served = Methods.served(name) as? any Served.Type else { return nil }
    let made = entry(served)
    entries.withLock { $0[name] = made }
    return made
  }

  /// The names of the requests a client may send, sorted; those about the session itself aside.
  static let methods: [String] = Set(
    Methods.served.filter { !$0.isNotification }.map { $0.name }
  ).subtracting([Initialize.name, Shutdown.name]).sorted()

  /// The methods asked for so far. Whether a type is `Served` is looked up among all conformances
  /// of the program; for every method at the start, that would take half of it.
  private static let entries = Mutex<[String: Entry]>([:])

  /// Methods that keep their place among the changes although they change nothing stored.
  private static let ordered: Set<String> = [
    AgentRegister.name, AgentUnregister.name, EventsSubscribe.name, EventsUnsubscribe.name,
    ServerPing.name, ClockAdvance.name,
  ]

  private static func entry<M: Served>(_ method: M.Type) -> Entry {
    Entry(
      isChange: M.mutates || ordered.contains(M.name),
      waits: { params in
        do throws(WireError) { return M.waits(try Wire.Request<M>(params: params).params) } catch {
          return false
        }
      },
      serve: { params, session, reply, change in
        do throws(WireError) {
          let request = try Wire.Request<M>(params: params)
          try await M.serve(
            Call(request: request, session: session, reply: reply, change: change))
        } catch {
          change?.end()
          reply.fail(RPCError(error))
        }
      })
  }
}
