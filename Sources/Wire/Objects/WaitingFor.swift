public import Time

/// What a workflow or a step waits for.
public struct WaitingFor: WireObject {
  public static let summary = "What would move a workflow or a step that waits."

  public var reason = WaitingReason.timer
  public var stepId = ""
  public var until: Instant?
  public var agentId: String?
  public var signal: String?
  public var inputId: String?
  public var childWorkflowId: String?

  public var key: String?
  public var limit: Int?
  public var isWhole: Bool?
  public var heldBy: [String]?
  public var ahead: Int?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("reason", &reason, "The kind of thing it waits for.")
    visit.required("stepId", &stepId, "The step that waits.")
    visit.optional("until", &until, "When the waiting ends by itself.")
    visit.optional("agentId", &agentId, "The agent that is absent or busy.")
    visit.optional("signal", &signal, "The name of the signal.")
    visit.optional("inputId", &inputId, "The question that is open.")
    visit.optional("childWorkflowId", &childWorkflowId, "The workflow that has to finish.")
    visit.optional("key", &key, "The key of `concurrency` of which every place is taken.")
    visit.optional("limit", &limit, in: 1...Int.max, "How many places the key has.")
    visit.optional("isWhole", &isWhole, "Whether the whole workflow waits, before its first step.")
    visit.optional(
      "heldBy", &heldBy,
      "The workflows that have the places, the first hundred; told by workflow/explain alone.")
    visit.optional(
      "ahead", &ahead, in: 0...Int.max,
      "How many wait before it; told by workflow/explain alone, and of the first hundred.")
  }
}

/// The kind of thing that is waited for.
public enum WaitingReason: String, WireEnum {
  public static let summary = "The kind of thing that is waited for."

  case timer, retry, signal, input, child, agent, budget, inDoubt, concurrency
}
