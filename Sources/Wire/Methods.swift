/// Every method the protocol has and the engine serves, in the order of the reference.
public enum Methods {
  /// Methods that belong together, under the heading they share.
  public struct Group: Sendable {
    public let title: String
    public let methods: [any Method.Type]
  }

  /// All methods in order, whoever sends them.
  public static let all: [any Method.Type] = groups.flatMap(\.methods)

  /// The methods a client may call or notify.
  public static let served: [any Method.Type] = all.filter { $0.sender != .engine }

  /// The method of a message, or nil where a client may not send such.
  public static func served(_ name: String) -> (any Method.Type)? { byName[name] }

  private static let byName: [String: any Method.Type] =
    Dictionary(served.map { ($0.name, $0) }) { first, _ in first }

  /// All methods under their headings.
  public static let groups: [Group] = [
    Group(
      title: "Connection",
      methods: [
        Initialize.self, Initialized.self, Shutdown.self, Exit.self, CancelRequest.self,
      ]),
    Group(
      title: "Workflows",
      methods: [
        WorkflowCreate.self, WorkflowGet.self, WorkflowList.self, WorkflowDelete.self,
        WorkflowUpdate.self, WorkflowAddStep.self, WorkflowExecute.self, WorkflowWait.self,
        WorkflowPause.self, WorkflowResume.self, WorkflowCancel.self, WorkflowRetry.self,
        WorkflowFork.self, WorkflowSignal.self, WorkflowValidate.self, WorkflowExplain.self,
        WorkflowExport.self, WorkflowImport.self,
      ]),
    Group(
      title: "Steps",
      methods: [StepGet.self, StepList.self, StepOutput.self, StepResolve.self]),
    Group(title: "Questions to people", methods: [InputList.self, InputRespond.self]),
    Group(
      title: "Events",
      methods: [EventsSubscribe.self, EventsUnsubscribe.self, EventsList.self]),
    Group(
      title: "Agents",
      methods: [
        AgentRegister.self, AgentUnregister.self, AgentList.self, AgentClaim.self,
        AgentHeartbeat.self, AgentComplete.self, AgentFail.self,
      ]),
    Group(
      title: "Threads and messages",
      methods: [
        ThreadCreate.self, ThreadGet.self, ThreadList.self, ThreadDelete.self,
        MessageAppend.self, MessageList.self,
      ]),
    Group(
      title: "Templates",
      methods: [
        TemplateCreate.self, TemplateGet.self, TemplateList.self, TemplateDelete.self,
        TemplateInstantiate.self,
      ]),
    Group(
      title: "Server",
      methods: [ServerInfo.self, ServerPing.self, RPCDiscover.self, ClockAdvance.self]),
    Group(title: "The host as agent", methods: [AgentRun.self, AgentUpdate.self]),
    Group(
      title: "Notifications of the engine",
      methods: [
        WorkflowEvent.self, EventsLagged.self, EventsEnded.self, LogMessage.self,
      ]),
  ]
}
