public import JSON

/// Imports state machines of the Amazon States Language, https://states-language.net/spec.html.
public enum StatesLanguage {
  /// A state machine as a definition with this name.
  ///
  /// What a `Task` calls becomes an agent named by its resource. JSONata is refused: its expressions
  /// are a language of their own, of which CEL has no counterpart for most functions.
  public static func importing(
    _ source: JSON, name: String
  ) throws(ImportRefusal) -> ImportedWorkflow {
    guard let machine = source.objectValue, machine["States"] != nil else {
      throw ImportRefusal("a state machine is an object with \"StartAt\" and \"States\"", at: .root)
    }
    try refuseJSONata(source)
    var language = StateMachineLanguage(machine, at: .root, isNested: false, ImportJournal())
    language.notePlaceholders(in: source)
    language.journal.loseMembers(of: machine, beyond: known, at: .root)
    let block = try language.block(StateDocument("input"), endsWorkflow: true)

    var definition: JSON.Object = ["name": .string(name)]
    if let comment = machine["Comment"]?.stringValue {
      definition["description"] = .string(comment)
    }
    // Without an input a state machine is given an empty object.
    definition["input"] = [:]
    if let timeout = machine["TimeoutSeconds"] {
      definition["timeout"] = try language.seconds(timeout, at: .root.appending("TimeoutSeconds"))
    }
    // A state without Retry is not retried.
    definition["defaults"] = ["retry": ["maxAttempts": 1]]
    definition["steps"] = StepText.list(block.steps)
    if let document = block.document, !isResult(document, of: block.steps.last) {
      definition["output"] = CEL.template(document.expression)
    }
    return ImportedWorkflow(
      definition: .object(definition), remarks: language.journal.remarks,
      agents: language.journal.agents)
  }

  private static let known: Set<String> = [
    "Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage", "$schema",
  ]

  private static func isResult(_ document: StateDocument, of step: JSON.Object?) -> Bool {
    guard let name = step?["name"]?.stringValue else { return false }
    return document == StateDocument(CEL.result(of: name))
  }

  /// Refuses JSONata at the place that asks for it.
  private static func refuseJSONata(_ source: JSON) throws(ImportRefusal) {
    guard let place = jsonata(in: source, at: .root) else { return }
    throw ImportRefusal(
      "JSONata is not imported: its functions and its way to pass data have no counterpart in CEL; "
        + "rewrite the state with JSONPath first", at: place)
  }

  private static func jsonata(in value: JSON, at path: JSONPointer) -> JSONPointer? {
    switch value {
    case .object(let object):
      if object["QueryLanguage"]?.stringValue == "JSONata" {
        return path.appending("QueryLanguage")
      }
      for member in object.members {
        if let found = jsonata(in: member.value, at: path.appending(member.key)) { return found }
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        if let found = jsonata(in: element, at: path.appending(index)) { return found }
      }
    case .null, .bool, .int, .double, .number, .string: break
    }
    return nil
  }
}
