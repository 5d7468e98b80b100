import JSON

extension JSONPath {
  /// A value of the context object: `$$.Execution.Id` and the like.
  func context(in scope: PathScope) throws(ImportRefusal) -> StateDocument {
    let names = tokens.compactMap { if case .name(let name) = $0 { name } else { nil } }
    for (path, value) in values(scope) where names.starts(with: path) {
      return StateDocument(CEL.part(names.dropFirst(path.count), of: value))
    }
    throw ImportRefusal(
      "the context object has no \(JSON.string(text).text) here", at: place)
  }

  private func values(_ scope: PathScope) -> [([String], String)] {
    var values: [([String], String)] = [
      (["Execution", "Input"], "input"),
      (["Execution", "Id"], "workflow.id"),
      (["Execution", "Name"], "workflow.id"),
      (["Execution", "StartTime"], "string(now())"),
      (["Execution"], #"{"Id": workflow.id, "Input": input, "Name": workflow.id}"#),
      (["State", "EnteredTime"], "string(now())"),
      (["StateMachine", "Id"], "workflow.name"),
      (["StateMachine", "Name"], "workflow.name"),
      (["StateMachine"], #"{"Id": workflow.name, "Name": workflow.name}"#),
      (["Task", "Token"], #""callId""#),
    ]
    if let item = scope.item {
      values.append((["Map", "Item", "Value"], item))
      values.append((["Map", "Item", "Index"], "index"))
    }
    let whole =
      #"{"Execution": {"Id": workflow.id, "Input": input}, "StateMachine": {"Name": workflow.name}}"#
    return tokens.isEmpty ? [([], whole)] : values
  }
}
