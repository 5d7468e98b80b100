/// What agents used for a step.
public struct Usage: WireParams {
  public static let summary = "What an agent used."

  public var inputTokens = 0
  public var outputTokens = 0
  public var costUSD: Double?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.defaulted("inputTokens", &inputTokens, in: 0...Int.max, "Tokens read by a model.")
    visit.defaulted("outputTokens", &outputTokens, in: 0...Int.max, "Tokens written by a model.")
    visit.optional("costUSD", &costUSD, "What it cost, in US dollars.")
  }
}

/// What all agents of a workflow used.
public struct WorkflowUsage: WireObject {
  public static let summary = "What all agents of a workflow used so far."

  public var agentCalls = 0
  public var inputTokens = 0
  public var outputTokens = 0
  public var costUSD: Double?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("agentCalls", &agentCalls, in: 0...Int.max, "Calls of agents, each attempt one.")
    visit.required("inputTokens", &inputTokens, in: 0...Int.max, "Tokens read by models.")
    visit.required("outputTokens", &outputTokens, in: 0...Int.max, "Tokens written by models.")
    visit.optional("costUSD", &costUSD, "What it cost, in US dollars.")
  }
}
