import Engine
import JSON
import Wire

extension WorkflowValidate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let definition = call.params.definition
    var problems = Definition.problems(of: definition)
    if definition["agents"] != nil {
      problems.append(
        DefinitionProblem("forbidden", Definition.foreignAgents, at: .root.appending("agents")))
    }
    var result = Result()
    result.isValid = !problems.contains { $0.severity == .error }
    result.problems = problems.map { Wire.DefinitionProblem($0) }
    call.answer(result)
  }
}
