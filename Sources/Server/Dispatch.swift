import JSON
import JSONRPC
import Wire
import Store

/// How the methods of the wire reach their code.
enum Dispatch {
  /// One way to carry out a request: read its params, then serve it.
  struct Entry: Sendable {
    let isChange: Bool
    let waits: @Sendable (JSON?) -> Bool
    let serve: @Sendable (JSON?, Session, JSONRPC.Reply, ChangeTicket?) async -> Void
  }

  static let table: [String: Entry] = {
    var table: [String: Entry] = [:]
    for method in Methods.served where !method.isNotification {
      guard let served = method as? any Served.Type else { continue }
      table[method.name] = entry(served)
    }
    return table
  }()

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
