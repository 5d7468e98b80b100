import JSON

/// Expressions and the data that flows from task to task.
extension TaskLanguage {
  /// A jq expression, with or without `${…}`, as CEL.
  mutating func expression(
    _ value: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> String {
    try selection(value, document, at: place).expression
  }

  /// A jq expression as a document.
  private mutating func selection(
    _ value: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> StateDocument {
    guard let text = value.stringValue else { return StateDocument(CEL.literal(value)) }
    let source = Self.expression(in: text) ?? text
    if source.contains("$context") { usesContext = true }
    var parser = QueryParser(source, at: place)
    let query = try resolved(try parser.whole())
    let writer = QueryWriter(current: document, variables: variables, place: place)
    return try writer.document(query)
  }

  /// What stands inside `${…}`, where a text is that and nothing else.
  static func expression(in text: String) -> String? {
    let trimmed = text.trimmingBlanks
    guard trimmed.hasPrefix("${"), trimmed.hasSuffix("}") else { return nil }
    return String(trimmed.dropFirst(2).dropLast())
  }

  /// A query with `$workflow` replaced by what is known of it.
  private func resolved(_ query: Query) throws(ImportRefusal) -> Query {
    switch query {
    case .member(.member(.member(.variable("workflow"), "definition"), "document"), let name):
      return .literal(CEL.literal(document[name] ?? .null))
    case .member(.variable("workflow"), "input"): return .literal("input")
    case .member(.variable("workflow"), "id"): return .literal("workflow.id")
    case .member(.variable("runtime"), let name): return .literal(CEL.string("stepwell \(name)"))
    case .member(let base, let name): return .member(try resolved(base), name)
    case .element(let base, let index): return .element(try resolved(base), try resolved(index))
    case .pipe(let value, let next): return .pipe(try resolved(value), try resolved(next))
    case .binary(let sign, let left, let right):
      return .binary(sign, try resolved(left), try resolved(right))
    case .negated(let value): return .negated(try resolved(value))
    case .choice(let condition, let yes, let no):
      return .choice(try resolved(condition), try resolved(yes), try resolved(no))
    case .list(let items):
      return .list(try items.map { item throws(ImportRefusal) in try resolved(item) })
    case .map(let members):
      return .map(
        try members.map { member throws(ImportRefusal) in (member.key, try resolved(member.value)) }
      )
    case .call(let name, let arguments):
      return .call(
        name, try arguments.map { argument throws(ImportRefusal) in try resolved(argument) })
    case .text(let parts):
      return .text(
        try parts.map { part throws(ImportRefusal) in
          guard case .query(let query) = part else { return part }
          return .query(try resolved(query))
        })
    case .current, .variable, .literal: return query
    }
  }

  /// Data with expressions in `${…}` as a template.
  mutating func template(
    _ value: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON {
    switch value {
    case .string(let text):
      guard Self.expression(in: text) != nil else {
        noteLooseExpression(text, at: place)
        return .string(CEL.escaped(text))
      }
      return CEL.template(try expression(value, document, at: place))
    case .array(let elements):
      var result: [JSON] = []
      for (index, element) in elements.enumerated() {
        result.append(try template(element, document, at: place.appending(index)))
      }
      return .array(result)
    case .object(let object):
      var result = JSON.Object()
      for member in object.members {
        result[member.key] = try template(
          member.value, document, at: place.appending(member.key))
      }
      return .object(result)
    case .null, .bool, .int, .double, .number: return value
    }
  }

  private mutating func noteLooseExpression(_ text: String, at place: JSONPointer) {
    guard text.hasPrefix(".") || text.hasPrefix("$"), text.count > 1 else { return }
    journal.note(
      "\(JSON.string(text).text) is a text here, since it does not stand in ${…}", at: place)
  }

  /// What `input.from`, `output.as` or `export.as` make of a document: a part of it, or a new value,
  /// which takes a step.
  mutating func transformed(
    _ value: JSON?, _ document: StateDocument, as name: String, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowBlock {
    guard let value else { return FlowBlock(document: document) }
    if value.stringValue != nil {
      return FlowBlock(document: try selection(value, document, at: place))
    }
    let step = journal.name(name)
    let template = try template(value, document, at: place)
    return FlowBlock(
      steps: [StepText.value(step, template)], document: StateDocument(CEL.result(of: step)))
  }

  /// The document the first task is given.
  mutating func start(
    _ workflow: JSON.Object
  ) throws(ImportRefusal) -> (steps: [JSON.Object], document: StateDocument) {
    let place = JSONPointer.root.appending("input").appending("from")
    let input = StateDocument("input")
    let block = try transformed(workflow["input"]?["from"], input, as: "Input", at: place)
    return (block.steps, block.document ?? input)
  }

  /// The workflow's output.
  mutating func output(
    of workflow: JSON.Object, _ document: StateDocument
  ) throws(ImportRefusal) -> JSON {
    let place = JSONPointer.root.appending("output").appending("as")
    guard let value = workflow["output"]?["as"] else { return CEL.template(document.expression) }
    if value.stringValue != nil {
      return CEL.template(try expression(value, document, at: place))
    }
    return try template(value, document, at: place)
  }

  /// A duration: ISO 8601, or an object of days, hours and so on.
  func duration(_ value: JSON, at place: JSONPointer) throws(ImportRefusal) -> JSON {
    if let text = value.stringValue, Self.expression(in: text) == nil { return .string(text) }
    guard let object = value.objectValue else {
      throw ImportRefusal("a duration is wanted, not \(value.text)", at: place)
    }
    var text = ""
    for (word, unit) in [
      ("days", "d"), ("hours", "h"), ("minutes", "m"), ("seconds", "s"), ("milliseconds", "ms"),
    ] {
      guard let number = object[word] else { continue }
      text += number.text + unit
    }
    guard !text.isEmpty else {
      throw ImportRefusal(
        "a duration names days, hours, minutes, seconds or milliseconds", at: place)
    }
    return .string(text)
  }

  /// `{after: duration}`, or the name of one to be used.
  func timeout(_ value: JSON?, at place: JSONPointer) throws(ImportRefusal) -> JSON? {
    guard let value else { return nil }
    let timeout = value.stringValue.flatMap { reusable["timeouts"]?[$0] } ?? value
    guard let after = timeout["after"] else {
      throw ImportRefusal("a timeout has an \"after\"", at: place)
    }
    return try duration(after, at: place.appending("after"))
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
