public import JSON
import Time

extension Step {
  static let modifiers = [
    "type", "name", "if", "needs", "retry", "timeout", "heartbeat", "onError", "compensate",
    "onInterrupted", "concurrency", "metadata",
  ]

  /// The distance between the positions of steps that were created together.
  static let spacing = 1 << 20

  /// Reads one step that is added to a workflow; all its problems are told at once.
  public init(
    parsing json: JSON, at path: JSONPointer, language: Definition.Language = .expressions
  ) throws(InvalidDefinition) {
    var reader = DefinitionReader(language: language)
    guard let step = reader.step(json, at: path, key: 0), !reader.hasErrors else {
      throw InvalidDefinition(problems: reader.problems)
    }
    self = step
  }
}

extension DefinitionReader {
  /// - Parameter isGraph: whether the steps may say which of them come before.
  mutating func stepList(
    _ value: JSON, at path: JSONPointer, isGraph: Bool = false
  ) -> [Step] {
    guard let elements = value.arrayValue else {
      note("wrongType", "\"steps\" must be an array of steps", at: path)
      return []
    }
    guard stepCount + elements.count <= Limits.steps else {
      note(
        "limitExceeded",
        "a definition may have \(Limits.steps) steps, not \(stepCount + elements.count)", at: path)
      return []
    }
    return elements.indices.compactMap { index in
      if !isGraph { refuseNeeds(of: elements[index], at: path.appending(index)) }
      return step(elements[index], at: path.appending(index), key: index)
    }
  }

  /// Refuses an order among steps that run one after the other anyway.
  mutating func refuseNeeds(of step: JSON, at path: JSONPointer) {
    guard language == .expressions, step["needs"]?.arrayValue?.isEmpty == false else { return }
    note(
      "misplaced",
      "\"needs\" orders the \"steps\" of a parallel step; these run one after the other anyway",
      at: path.appending("needs"))
  }

  mutating func step(_ value: JSON, at path: JSONPointer, key: Int) -> Step? {
    guard let object = value.objectValue else {
      note("wrongType", "a step must be an object", at: path)
      return nil
    }
    stepCount += 1
    guard scope.depth < Limits.nesting else {
      note("limitExceeded", "steps may stand \(Limits.nesting) levels deep inside others", at: path)
      return nil
    }
    scope.depth += 1
    defer { scope.depth -= 1 }
    guard let type = type(of: object, at: path),
      self.object(
        value, at: path, called: type.title, known: Step.modifiers + type.members) != nil
    else { return nil }
    let name = string("name", in: object, at: path, required: object["name"] != nil)
    if let name { register(name, at: path) }
    var timeouts = timeouts(object["timeout"], at: path.appending("timeout"))
    if let heartbeat = duration("heartbeat", in: object, at: path) { timeouts.idle = heartbeat }
    return Step(
      name: name, kind: kind(type, object, at: path),
      retry: retry(object["retry"], at: path.appending("retry")), timeouts: timeouts,
      onInterrupted: choice("onInterrupted", in: object, at: path, of: Interruption.self),
      metadata: metadata(in: object, at: path), rules: rules(object, at: path),
      position: (key + 1) * Step.spacing, key: key, source: value)
  }

  private mutating func type(of object: JSON.Object, at path: JSONPointer) -> StepType? {
    guard let value = object["type"] else { return .agent }
    if let text = value.stringValue, let type = StepType(rawValue: text) { return type }
    let words = StepType.allCases.map(\.rawValue)
    note(
      "unknownType",
      "a step's type must be one of \(words.joined(separator: ", ")), not \(value.brief)",
      at: path.appending("type"),
      suggestion: value.stringValue.flatMap { suggestion(for: $0, among: words) })
    return nil
  }

  private mutating func kind(
    _ type: StepType, _ object: JSON.Object, at path: JSONPointer
  ) -> StepKind {
    switch type {
    case .agent: .agent(agentStep(object, at: path))
    case .parallel: .parallel(parallelStep(object, at: path))
    case .forEach: .forEach(forEachStep(object, at: path))
    case .switch: .choice(choiceStep(object, at: path))
    case .loop: .loop(loopStep(object, at: path))
    case .sleep: .sleep(sleepStep(object, at: path))
    case .signal: .signal(signalStep(object, at: path))
    case .input: .input(inputStep(object, at: path))
    case .workflow: .workflow(childStep(object, at: path))
    case .set: .set(assignments(object, at: path))
    case .fail: .fail(message: template("message", in: object, at: path))
    case .succeed: .succeed(output: template("output", in: object, at: path))
    }
  }

  private mutating func agentStep(_ object: JSON.Object, at path: JSONPointer) -> AgentStep {
    AgentStep(
      agentId: string("agentId", in: object, at: path, required: true) ?? "",
      input: template("input", in: object, at: path), inputOrigin: .inline,
      threadId: string("threadId", in: object, at: path, required: object["threadId"] != nil),
      context: choice("context", in: object, at: path, of: AgentStep.ContextScope.self)
        ?? .previous,
      outputSchema: schema("outputSchema", in: object, at: path))
  }
}

/// The types of steps by their words, and the members that each has of its own.
enum StepType: String, CaseIterable {
  case agent, parallel, forEach, `switch`, loop, sleep, signal, input, workflow, set, fail, succeed

  /// What a step of the type is called in sentences.
  var title: String {
    switch self {
    case .agent, .input: "an \(rawValue) step"
    case .parallel, .forEach, .switch, .loop, .sleep, .signal, .workflow, .set, .fail, .succeed:
      "a \(rawValue) step"
    }
  }

  var members: [String] {
    switch self {
    case .agent: ["agentId", "input", "threadId", "context", "outputSchema"]
    case .parallel: ["branches", "steps", "join", "maxConcurrency"]
    case .forEach: ["items", "as", "steps", "maxConcurrency", "onItemError"]
    case .switch: ["cases", "default"]
    case .loop: ["steps", "while", "until", "maxIterations"]
    case .sleep: ["duration", "until"]
    case .signal: ["signal", "schema", "onTimeout"]
    case .input: ["prompt", "schema", "choices", "onTimeout"]
    case .workflow: ["template", "definition", "input", "await"]
    case .set: ["values"]
    case .fail: ["message"]
    case .succeed: ["output"]
    }
  }
}
