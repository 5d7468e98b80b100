import JSON

/// Input and output processing: InputPath, Parameters, ResultSelector, ResultPath, OutputPath.
extension StateMachineLanguage {
  /// The part of the document that a state works on.
  func input(
    of state: JSON.Object, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> StateDocument {
    try selected("InputPath", of: state, document, at: place)
  }

  /// The part of the document that a state hands on.
  func output(
    of state: JSON.Object, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> StateDocument {
    try selected("OutputPath", of: state, document, at: place)
  }

  private func selected(
    _ key: String, of state: JSON.Object, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> StateDocument {
    guard let value = state[key] else { return document }
    if value.isNull { return StateDocument("{}") }
    guard let text = value.stringValue else {
      throw ImportRefusal("\"\(key)\" is a path or null", at: place.appending(key))
    }
    return try JSONPath(text, at: place.appending(key)).selection(in: scope(document))
  }

  /// What paths can refer to.
  func scope(_ document: StateDocument) -> PathScope {
    PathScope(document: document, item: items.last)
  }

  /// The document after a state: its result put where `ResultPath` says, then `OutputPath`.
  func document(
    after state: JSON.Object, _ document: StateDocument, result: String, at place: JSONPointer
  ) throws(ImportRefusal) -> StateDocument {
    var document = document
    if let path = try resultPath(of: state, at: place) {
      document = document.setting(path, to: result)
    }
    return try output(of: state, document, at: place)
  }

  /// Where a result goes; nil where it is discarded.
  func resultPath(
    of state: JSON.Object, at place: JSONPointer
  ) throws(ImportRefusal) -> [String]? {
    guard let value = state["ResultPath"] else { return [] }
    if value.isNull { return nil }
    let place = place.appending("ResultPath")
    guard let text = value.stringValue else {
      throw ImportRefusal("\"ResultPath\" is a path or null", at: place)
    }
    guard let names = try JSONPath(text, at: place).names else {
      throw ImportRefusal("a result can be put into members only, not into arrays", at: place)
    }
    return names
  }

  /// What a state hands to its work: `Parameters` with their paths resolved, else its input.
  mutating func parameters(
    of state: JSON.Object, _ input: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON {
    guard let parameters = state["Parameters"] else { return CEL.template(input.expression) }
    return try payload(parameters, input, at: place.appending("Parameters"))
  }

  /// A payload template: in members whose name ends in `.$`, the value is a path or a function.
  mutating func payload(
    _ template: JSON, ofPath: Bool = false, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON {
    switch template {
    case .object(let object):
      var result = JSON.Object()
      for member in object.members {
        let isPath = member.key.hasSuffix(".$")
        let key = isPath ? String(member.key.dropLast(2)) : member.key
        let place = place.appending(member.key)
        if isPath, member.value.stringValue == "$$.Task.Token" {
          journal.note(
            "there are no task tokens: the agent answers with its call's callId, by agent/complete",
            at: place)
        } else {
          result[key] = try payload(member.value, ofPath: isPath, document, at: place)
        }
      }
      return .object(result)
    case .array(let elements):
      var result: [JSON] = []
      for (index, element) in elements.enumerated() {
        result.append(try payload(element, document, at: place.appending(index)))
      }
      return .array(result)
    case .string(let text) where ofPath:
      var reader = IntrinsicReader(text, scope(document), at: place)
      let value = try reader.whole()
      for loss in reader.losses { journal.lose(loss, at: place) }
      return value.template
    case .null, .bool, .int, .double, .number, .string:
      return CEL.escaped(template)
    }
  }

  /// A number of seconds as a duration.
  func seconds(_ value: JSON, at place: JSONPointer) throws(ImportRefusal) -> JSON {
    guard let number = value.doubleValue, number >= 0 else {
      throw ImportRefusal("a number of seconds is wanted, not \(value.text)", at: place)
    }
    return .string("\(value.text)s")
  }

  /// Says that placeholders of a deployment tool are texts here.
  mutating func notePlaceholders(in source: JSON) {
    guard source.text.contains("${") else { return }
    journal.note(
      "placeholders such as ${Name} that a deployment tool fills stand as they are: fill them first",
      at: .root)
  }
}
