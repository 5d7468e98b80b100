public import JSON

/// What a workflow is to do, read from its JSON and checked.
public struct Definition: Sendable, Equatable {
  public var name: String
  public var description: String?
  /// The top-level steps in order.
  public var steps: [Step]
  public var input: JSON?
  public var metadata: JSON?
  public var vars: JSON.Object
  public var retry: RetryPolicy?
  public var timeouts: Timeouts
  public var onInterrupted: Interruption?
  /// How long the workflow may run, pauses not counted.
  public var timeout: Duration?
  public var budget: Budget?
  /// 0–9, the higher the earlier.
  public var priority: Int
  /// The document it was read from.
  public var source: JSON

  /// Where a value of the source stands within the data of the event that brought it.
  static let sourceMember = "definition"
}

/// One step of a definition.
public struct Step: Sendable, Equatable {
  /// The author's handle, unique in the definition.
  public var name: String?
  public var kind: StepKind
  public var retry: RetryPolicy?
  public var timeouts: Timeouts
  public var onInterrupted: Interruption?
  public var metadata: JSON?
  /// Its order among its siblings; steps added later may stand between.
  public var position: Int
  /// Names it among its siblings for ever, whatever is added before it.
  public var key: Int
  /// The JSON it was read from.
  public var source: JSON
}

/// What a step does.
public enum StepKind: Sendable, Equatable {
  case agent(AgentStep)

  /// The word of definitions.
  public var type: String {
    switch self {
    case .agent: "agent"
    }
  }
}

/// A step that calls an agent.
public struct AgentStep: Sendable, Equatable {
  public var agentId: String
  /// Nil: the result of the step before.
  public var input: JSON?
  /// Where `input` stands in the event that brought the step, when it is stored there.
  public var inputOrigin: Value.Origin
  public var threadId: String?
  public var context: ContextScope
  public var outputSchema: JSON?

  /// How much of the workflow the agent is told.
  public enum ContextScope: String, Sendable, CaseIterable {
    case previous, all, none
  }
}

/// What to do with an attempt that was running when its engine died.
public enum Interruption: String, Sendable, CaseIterable {
  case retry, fail, ask
}

/// What a workflow may consume.
public struct Budget: Sendable, Equatable {
  public var agentCalls: Int?
  public var tokens: Int?
  public var costUSD: Double?
  public var duration: Duration?

  public init(
    agentCalls: Int? = nil, tokens: Int? = nil, costUSD: Double? = nil, duration: Duration? = nil
  ) {
    self.agentCalls = agentCalls
    self.tokens = tokens
    self.costUSD = costUSD
    self.duration = duration
  }
}
