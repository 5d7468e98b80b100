import Agents
import JSON
import Runtime

/// Agents that answer at once with what somebody made up: for `stepwell run --dry-run`.
struct MockAgents {
  /// The definition to run instead, in which templates are agents, since they lie elsewhere.
  let definition: JSON
  private let answers: [String: JSON]
  private let agentIds: Set<String>

  /// - Parameter mocks: results by the name of a step or agent, signal or question.
  init(_ definition: JSON, mocks: [String: JSON]) {
    self.definition = Self.withoutTemplates(definition)
    answers = mocks
    agentIds = Self.agents(in: self.definition)
  }

  /// An offer for every agent the definition names; `echo` and `fail` do what they always do.
  var offers: [AgentOffer] {
    agentIds.subtracting(["echo", "fail"]).sorted().map { agentId in
      AgentOffer(agentId: agentId, kind: "mock", agent: MockAgent(answers: answers))
    }
  }

  /// What comes from outside: the answer that was made up for one of these names, else a value that
  /// fits the schema.
  func answer(to names: [String?], schema: JSON?) -> JSON {
    for name in names { if let answer = name.flatMap({ answers[$0] }) { return answer } }
    return schema.map { SchemaSample.value($0) } ?? [:]
  }

  /// The schema that the step of this name holds its answer against.
  func schema(ofStep name: String?) -> JSON? {
    name.flatMap { Self.step($0, in: definition) }.flatMap { $0["schema"] }
  }

  private static func step(_ name: String, in value: JSON) -> JSON? {
    switch value {
    case .object(let object):
      if object["name"]?.stringValue == name, object["type"] != nil { return value }
      return object.members.lazy.compactMap { step(name, in: $0.value) }.first
    case .array(let elements): return elements.lazy.compactMap { step(name, in: $0) }.first
    case .null, .bool, .int, .double, .number, .string: return nil
    }
  }

  private static func agents(in value: JSON) -> Set<String> {
    switch value {
    case .object(let object):
      let named: Set<String> = object["agentId"]?.stringValue.map { [$0] } ?? []
      return object.members.reduce(into: named) { $0.formUnion(agents(in: $1.value)) }
    case .array(let elements): return elements.reduce(into: []) { $0.formUnion(agents(in: $1)) }
    case .null, .bool, .int, .double, .number, .string: return []
    }
  }

  private static func withoutTemplates(_ value: JSON) -> JSON {
    switch value {
    case .array(let elements): return .array(elements.map(withoutTemplates))
    case .object(var object):
      if object["type"] == "workflow", let template = object["template"]?.stringValue {
        object["type"] = nil
        object["template"] = nil
        object["await"] = nil
        object["agentId"] = .string("template \(template)")
      }
      return .object(
        JSON.Object(
          members: object.members.map { .init(key: $0.key, value: withoutTemplates($0.value)) }))
    case .null, .bool, .int, .double, .number, .string: return value
    }
  }
}

/// An agent that does nothing: its result was made up, or fits the step's `outputSchema`, or says
/// whose it would be.
private struct MockAgent: InstantAgent {
  let answers: [String: JSON]

  func answer(_ call: AgentCall) throws(AgentError) -> AgentResult {
    let made = call.stepName.flatMap { answers[$0] } ?? answers[call.agentId]
    let result = made ?? call.outputSchema.map { SchemaSample.value($0) }
    return AgentResult(result ?? .string("result of \(call.stepName ?? call.agentId)"))
  }
}
