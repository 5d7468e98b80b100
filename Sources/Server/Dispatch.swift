import JSON
import JSONRPC
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
  static func entry(for name: String) -> Entry? { table[name] }

  /// The names of the requests a client may send, sorted; those about the session itself aside.
  static let methods: [String] = table.keys.sorted()

  private static let table: [String: Entry] = {
    var table: [String: Entry] = [:]
    for method in served { table[method.name] = entry(method) }
    return table
  }()

  /// The methods with their code. Listed, not looked for: asking every method at run time whether
  /// it is `Served` would take half of the start-up.
  private static let served: [any Served.Type] = [
    WorkflowCreate.self, WorkflowGet.self, WorkflowList.self, WorkflowDelete.self,
    Wire.WorkflowUpdate.self, WorkflowAddStep.self, WorkflowExecute.self, WorkflowWait.self,
    WorkflowPause.self, WorkflowResume.self, WorkflowCancel.self, WorkflowRetry.self,
    WorkflowFork.self, WorkflowSignal.self, WorkflowValidate.self, WorkflowExplain.self,
    WorkflowExport.self, WorkflowImport.self,
    StepGet.self, StepList.self, StepOutput.self, StepResolve.self, InputList.self,
    InputRespond.self,
    EventsSubscribe.self, EventsUnsubscribe.self, EventsList.self,
    AgentRegister.self, AgentUnregister.self, AgentList.self, AgentClaim.self,
    AgentHeartbeat.self, AgentComplete.self, AgentFail.self,
    ThreadCreate.self, ThreadGet.self, ThreadList.self, ThreadDelete.self, MessageAppend.self,
    MessageList.self,
    TemplateCreate.self, TemplateGet.self, TemplateList.self, TemplateDelete.self,
    TemplateInstantiate.self,
    ServerInfo.self, ServerPing.self, RPCDiscover.self, ClockAdvance.self,
  ]

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
