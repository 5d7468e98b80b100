import Engine
import JSON
import Wire

extension WorkflowValidate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let problems = Definition.problems(of: call.params.definition)
    var result = Result()
    result.isValid = !problems.contains { $0.severity == .error }
    result.problems = problems.map { Wire.DefinitionProblem($0) }
    call.answer(result)
  }
}
