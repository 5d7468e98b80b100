public import JSON
public import Time

/// One call of an agent: everything it needs to do the work of a step.
public struct AgentCall: WireParams {
  public static let summary = "One call of an agent: all it needs to do the work of a step."
  public static let isClosed = false

  public var callId = ""
  public var workflowId = ""
  public var workflowName = ""
  public var stepId = ""
  public var stepName: String?
  public var attempt = 1
  public var agentId = ""
  public var input = JSON.null
  public var threadId = ""
  public var messages: [MessageDraft] = []
  public var context = AgentContext()
  public var idempotencyKey = ""
  public var deadline: Instant?
  public var outputSchema: JSON?
  public var leaseMs: Int?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("callId", &callId, "The name of this call, for updates and late answers.")
    visit.required("workflowId", &workflowId, "The workflow.")
    visit.required("workflowName", &workflowName, "The workflow's name.")
    visit.required("stepId", &stepId, "The step.")
    visit.optional("stepName", &stepName, "The step's name.")
    visit.required("attempt", &attempt, in: 1...Int.max, "Which attempt this is, from 1.")
    visit.required("agentId", &agentId, "The agent that is called.")
    visit.required("input", &input, "The step's input, evaluated; any JSON.")
    visit.required("threadId", &threadId, "The conversation the call belongs to.")
    visit.required("messages", &messages, "That conversation so far, the input included.")
    visit.required("context", &context, "What went before.")
    visit.required(
      "idempotencyKey", &idempotencyKey,
      "The same for every attempt of a step; hand it to what must not happen twice.")
    visit.optional("deadline", &deadline, "When the attempt is given up.")
    visit.optional(
      "outputSchema", &outputSchema, as: .schema, "What the result has to satisfy.")
    visit.optional(
      "leaseMs", &leaseMs, in: 1...Int.max,
      "Of a claimed call: how long it is the worker's after each sign of life.")
  }

  static let example: JSON = [
    "callId": .string(Sample.callId), "workflowId": .string(Sample.workflowId),
    "workflowName": "My Workflow", "stepId": .string(Sample.stepId), "stepName": "research",
    "attempt": 1, "agentId": "research-agent", "input": "Research the latest AI trends",
    "threadId": .string(Sample.threadId),
    "messages": [["role": "user", "content": "Research the latest AI trends"]],
    "context": ["previous": .null, "steps": [:], "input": .null],
    "idempotencyKey": "0f8c2f5e-6a1b-4d0e-9a57-2f6c1f3f7b11/research",
    "deadline": "2026-11-22T18:35:00.250Z",
  ]

  static var claimedExample: JSON {
    var call = example.objectValue ?? [:]
    call["leaseMs"] = 30_000
    return .object(call)
  }
}

/// What an agent may want to know of the workflow around its step.
public struct AgentContext: WireObject {
  public static let summary = "What went before the step, as its `context` field asks."

  public var previous: JSON?
  public var steps: JSON.Object?
  public var input: JSON?
  public var metadata: JSON.Object?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.optional("previous", &previous, "The result of the step before.")
    visit.optional("steps", &steps, "The results of finished steps by name.")
    visit.optional("input", &input, "The workflow's input.")
    visit.optional("metadata", &metadata, "The workflow's metadata.")
  }
}
