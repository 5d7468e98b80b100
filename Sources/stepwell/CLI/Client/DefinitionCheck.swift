import Configuration
import JSON
import Wire

/// One thing to say about a definition, and whether it stops it from being used.
struct DefinitionRemark {
  let isError: Bool
  let problem: SourceProblem

  var text: String {
    guard !isError else { return problem.description }
    var warning = problem
    warning.message = "warning: \(problem.message)"
    return warning.description
  }
}

extension EngineClient {
  /// All there is to say about a definition in a file, in the order of its lines.
  func remarks(on document: YAMLDocument) async throws(CommandFailure) -> [DefinitionRemark] {
    // Its agents are a matter of the file: they do not go over the wire.
    var definition = document.value.objectValue
    definition?["agents"] = nil
    let sent = definition.map(JSON.object) ?? document.value
    let result = try await call(WorkflowValidate.self) { $0.definition = sent }
    let remarks =
      result.problems.map { DefinitionRemark($0, in: document) }
      + AgentSection.problems(in: document).map { DefinitionRemark(isError: true, problem: $0) }
    return remarks.sorted { one, other in
      (one.problem.position ?? .start) < (other.problem.position ?? .start)
    }
  }

  /// Refuses a definition with errors, each shown at its place in the file.
  func refuseProblems(of document: YAMLDocument) async throws(CommandFailure) {
    let remarks = try await remarks(on: document)
    for remark in remarks { StandardError.write(remark.text) }
    let errors = remarks.count { $0.isError }
    guard errors > 0 else { return }
    throw CommandFailure(
      ExitStatus.invalidDefinition,
      "\(document.source.name) has \(errors == 1 ? "a problem" : "\(errors) problems"); mend it "
        + "and try again")
  }
}

extension DefinitionRemark {
  init(_ found: Wire.DefinitionProblem, in document: YAMLDocument) {
    let place = JSONPointer(found.path) ?? .root
    // Most sentences name what was probably meant already.
    let isNamed = found.suggestion.map { found.message.contains($0) } ?? true
    let advice = isNamed ? nil : found.suggestion.map { "did you mean \(JSON.string($0).text)?" }
    isError = found.severity == .error
    problem =
      Self.problem(inTextAt: place, found.message, advice, in: document)
      ?? document.problem(
        at: place, found.message, suggestion: advice,
        atKey: found.code == "unknownMember" || found.code == "requestMember")
  }

  /// A problem of an expression, whose sentence begins with its place in the text, `column 12: …`,
  /// shown at that place of the file.
  private static func problem(
    inTextAt place: JSONPointer, _ message: String, _ advice: String?, in document: YAMLDocument
  ) -> SourceProblem? {
    guard message.hasPrefix("column "), let colon = message.firstRange(of: ": "),
      let column = Int(message[..<colon.lowerBound].dropFirst("column ".count))
    else { return nil }
    return document.problem(
      at: place, column: column, String(message[colon.upperBound...]), suggestion: advice)
  }
}
