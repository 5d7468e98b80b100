public import JSON
import Time

extension Step {
  static let modifiers = [
    "type", "name", "retry", "timeout", "heartbeat", "onInterrupted", "metadata",
  ]
  static let agentMembers = ["agentId", "input", "threadId", "context", "outputSchema"]
  static let types = ["agent"]

  /// The distance between the positions of steps that were created together.
  static let spacing = 1 << 20

  /// Reads one step that is added to a workflow; all its problems are told at once.
  public init(parsing json: JSON, at path: JSONPointer) throws(InvalidDefinition) {
    var reader = DefinitionReader()
    guard let step = reader.step(json, at: path, key: 0), !reader.hasErrors else {
      throw InvalidDefinition(problems: reader.problems)
    }
    self = step
  }
}

extension DefinitionReader {
  mutating func stepList(_ value: JSON, at path: JSONPointer) -> [Step] {
    guard let elements = value.arrayValue else {
      note("wrongType", "\"steps\" must be an array of steps", at: path)
      return []
    }
    guard elements.count <= Limits.steps else {
      note(
        "limitExceeded", "a definition may have \(Limits.steps) steps, not \(elements.count)",
        at: path)
      return []
    }
    return elements.indices.compactMap { index in
      step(elements[index], at: path.appending(index), key: index)
    }
  }

  mutating func step(_ value: JSON, at path: JSONPointer, key: Int) -> Step? {
    guard let object = value.objectValue else {
      note("wrongType", "a step must be an object", at: path)
      return nil
    }
    let type = object["type"].map { self.type($0, at: path) } ?? "agent"
    guard type == "agent",
      self.object(
        value, at: path, called: "an agent step", known: Step.modifiers + Step.agentMembers) != nil
    else { return nil }
    var timeouts = timeouts(object["timeout"], at: path.appending("timeout"))
    if let heartbeat = duration("heartbeat", in: object, at: path) { timeouts.idle = heartbeat }
    return Step(
      name: string("name", in: object, at: path, required: object["name"] != nil),
      kind: .agent(agentStep(object, at: path)),
      retry: retry(object["retry"], at: path.appending("retry")), timeouts: timeouts,
      onInterrupted: choice("onInterrupted", in: object, at: path, of: Interruption.self),
      metadata: metadata(in: object, at: path), position: (key + 1) * Step.spacing, key: key,
      source: value)
  }

  private mutating func type(_ value: JSON, at path: JSONPointer) -> String? {
    if let text = value.stringValue, Step.types.contains(text) { return text }
    note(
      "unknownType",
      "a step's type must be one of \(Step.types.joined(separator: ", ")), not \(value.brief)",
      at: path.appending("type"),
      suggestion: value.stringValue.flatMap { suggestion(for: $0, among: Step.types) })
    return nil
  }

  private mutating func agentStep(_ object: JSON.Object, at path: JSONPointer) -> AgentStep {
    if object["outputSchema"] != nil {
      note(
        DefinitionProblem(
          "withoutEffect", "agents are told \"outputSchema\"; this version does not check results",
          at: path.appending("outputSchema"), severity: .warning))
    }
    return AgentStep(
      agentId: string("agentId", in: object, at: path, required: true) ?? "",
      input: object["input"], inputOrigin: .inline,
      threadId: string("threadId", in: object, at: path, required: object["threadId"] != nil),
      context: choice("context", in: object, at: path, of: AgentStep.ContextScope.self)
        ?? .previous,
      outputSchema: object["outputSchema"])
  }

  mutating func retry(_ value: JSON?, at path: JSONPointer) -> RetryPolicy? {
    guard let value else { return nil }
    let known = [
      "maxAttempts", "backoff", "initialInterval", "multiplier", "maxInterval", "jitter", "retryOn",
      "nonRetryable",
    ]
    guard let object = object(value, at: path, called: "retry", known: known) else { return nil }
    var policy = RetryPolicy()
    int("maxAttempts", in: object, at: path, range: 1...1_000_000).map { policy.maxAttempts = $0 }
    choice("backoff", in: object, at: path, of: RetryPolicy.Backoff.self)
      .map { policy.backoff = $0 }
    duration("initialInterval", in: object, at: path).map { policy.initialInterval = $0 }
    number("multiplier", in: object, at: path, atLeast: 1).map { policy.multiplier = $0 }
    policy.maxInterval =
      duration("maxInterval", in: object, at: path)
      ?? max(policy.maxInterval, policy.initialInterval)
    choice("jitter", in: object, at: path, of: RetryPolicy.Jitter.self).map { policy.jitter = $0 }
    policy.retryOn = strings("retryOn", in: object, at: path)
    strings("nonRetryable", in: object, at: path).map { policy.nonRetryable = $0 }
    return policy
  }

  mutating func timeouts(_ value: JSON?, at path: JSONPointer) -> Timeouts {
    guard let value else { return Timeouts() }
    guard value.objectValue != nil else {
      return Timeouts(attempt: duration(value, at: path, called: "\"timeout\""))
    }
    let known = ["attempt", "total", "idle"]
    guard let object = object(value, at: path, called: "timeout", known: known) else {
      return Timeouts()
    }
    return Timeouts(
      attempt: duration("attempt", in: object, at: path),
      total: duration("total", in: object, at: path), idle: duration("idle", in: object, at: path))
  }
}
