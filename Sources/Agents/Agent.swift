public import JSON
public import Time

/// Something that does the work of a step: a program, an endpoint, a function of the host.
public protocol Agent: Sendable {
  /// Works on one call.
  ///
  /// `report` may be called at any time from anywhere until `run` returns. A cancelled task means
  /// that nobody wants the result: stop soon, and stop what was started.
  /// - Returns: the result, or that it will be told later by `agent/complete`.
  /// - Throws: `AgentError`, with whether trying again makes sense.
  func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer
}

/// An agent that waits for nothing and has no effects: its answer follows from the call alone, and it
/// is asked where others would be started.
public protocol InstantAgent: Agent {
  func answer(_ call: AgentCall) throws(AgentError) -> AgentResult
}

extension InstantAgent {
  public func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    .completed(try answer(call))
  }
}

/// What an agent is asked to do.
public struct AgentCall: Sendable, Equatable {
  /// Names workflow, step and attempt; what `agent/complete` refers to.
  public var callId: String
  public var workflowId: String
  public var workflowName: String
  public var stepId: String
  public var stepName: String?
  /// From 1.
  public var attempt: Int
  public var agentId: String
  public var input: JSON
  public var threadId: String
  /// The thread so far, oldest first, this call's input as the last one.
  public var messages: [AgentMessage]
  /// `{previous, steps, input, metadata}` as far as the step asks for it.
  public var context: JSON
  /// The same for every attempt of a step, new for each iteration and generation.
  public var idempotencyKey: String
  /// When the attempt is given up.
  public var deadline: Instant?
  /// The JSON Schema that the result must match, if the step has one.
  public var outputSchema: JSON?

  public init(
    callId: String, workflowId: String, workflowName: String, stepId: String,
    stepName: String? = nil, attempt: Int, agentId: String, input: JSON, threadId: String,
    messages: [AgentMessage] = [], context: JSON = [:], idempotencyKey: String,
    deadline: Instant? = nil, outputSchema: JSON? = nil
  ) {
    self.callId = callId
    self.workflowId = workflowId
    self.workflowName = workflowName
    self.stepId = stepId
    self.stepName = stepName
    self.attempt = attempt
    self.agentId = agentId
    self.input = input
    self.threadId = threadId
    self.messages = messages
    self.context = context
    self.idempotencyKey = idempotencyKey
    self.deadline = deadline
    self.outputSchema = outputSchema
  }
}

/// One message of a conversation.
public struct AgentMessage: Sendable, Equatable {
  /// `user`, `assistant`, `system` or `tool`.
  public var role: String
  /// Text, or content blocks `[{type: "text", text}, …]`.
  public var content: JSON

  public init(role: String, content: JSON) {
    self.role = role
    self.content = content
  }
}
