import JSON

/// Writes jq as CEL.
struct QueryWriter {
  /// What `.` is.
  var current: StateDocument
  /// What variables are, without their `$`.
  let variables: [String: String]
  let place: JSONPointer

  /// The value as an expression.
  func expression(_ query: Query) throws(ImportRefusal) -> String {
    try document(query).expression
  }

  /// The value as a document; paths stay paths.
  func document(_ query: Query) throws(ImportRefusal) -> StateDocument {
    switch query {
    case .current: return current
    case .member(let base, let name): return try document(base).part([name])
    case .pipe(let value, let next):
      var writer = self
      writer.current = try document(value)
      return try writer.document(next)
    default: return StateDocument(try computed(query))
    }
  }

  private func computed(_ query: Query) throws(ImportRefusal) -> String {
    switch query {
    case .current, .member, .pipe: return try expression(query)
    case .variable(let name): return try variable(name)
    case .literal(let text): return text
    case .text(let parts): return try text(parts)
    case .element(let base, let index): return "\(try expression(base))[\(try expression(index))]"
    case .list(let items):
      return
        "[\(try items.map { item throws(ImportRefusal) in try expression(item) }.joined(separator: ", "))]"
    case .map(let members):
      return CEL.map(
        try members.map { member throws(ImportRefusal) in (member.key, try expression(member.value))
        })
    case .call(let name, let arguments): return try call(name, arguments)
    case .binary(let sign, let left, let right): return try binary(sign, left, right)
    case .negated(let value): return "-\(try operand(value))"
    case .choice(let condition, let yes, let no):
      return "(\(try expression(condition)) ? \(try expression(yes)) : \(try expression(no)))"
    }
  }

  private func variable(_ name: String) throws(ImportRefusal) -> String {
    if let value = variables[name] { return value }
    throw ImportRefusal("there is no $\(name) here that CEL could name", at: place)
  }

  private func text(_ parts: [Query.TextPart]) throws(ImportRefusal) -> String {
    var texts: [String] = []
    for part in parts {
      switch part {
      case .literal(let text): texts.append(CEL.string(text))
      case .query(let query): texts.append("text(\(try expression(query)))")
      }
    }
    return texts.joined(separator: " + ")
  }

  /// An operand, in parentheses where it has an operator itself.
  private func operand(_ query: Query) throws(ImportRefusal) -> String {
    let text = try expression(query)
    return hasOperator(query) ? "(\(text))" : text
  }

  private func hasOperator(_ query: Query) -> Bool {
    switch query {
    case .binary: true
    case .text(let parts): parts.count > 1
    case .pipe(_, let last): hasOperator(last)
    case .current, .variable, .literal, .member, .element, .list, .map, .call, .negated, .choice:
      false
    }
  }

  private func binary(
    _ sign: String, _ left: Query, _ right: Query
  ) throws(ImportRefusal) -> String {
    if sign == "+", isMap(left) || isMap(right) {
      return "merge(\(try expression(left)), \(try expression(right)))"
    }
    if sign == "//" { return "default(\(try expression(left)), \(try expression(right)))" }
    // In jq what is not there is null.
    if sign == "==" || sign == "!=", right == .literal("null") {
      return "default(\(try expression(left)), null) \(sign) null"
    }
    return "\(try operand(left)) \(sign) \(try operand(right))"
  }

  private func isMap(_ query: Query) -> Bool { if case .map = query { true } else { false } }

  private func call(_ name: String, _ arguments: [Query]) throws(ImportRefusal) -> String {
    let value = current.expression
    if name == "map" || name == "any" || name == "all", arguments.count == 1 {
      var writer = self
      writer.current = StateDocument("one")
      let macro = name == "any" ? "exists" : name
      return "\(value).\(macro)(one, \(try writer.expression(arguments[0])))"
    }
    let texts = try arguments.map { argument throws(ImportRefusal) in try expression(argument) }
    switch (name, texts.count) {
    case ("length", 0): return "size(\(value))"
    case ("not", 0): return "!(\(value))"
    case ("tostring", 0): return "text(\(value))"
    case ("tonumber", 0): return "double(\(value))"
    case ("tojson", 0): return "text(\(value))"
    case ("fromjson", 0): return "json(\(value))"
    case ("keys", 0): return "\(value).map(one, one)"
    case ("ascii_downcase", 0): return "lower(\(value))"
    case ("ascii_upcase", 0): return "upper(\(value))"
    case ("now", 0): return "now()"
    case ("startswith", 1): return "\(value).startsWith(\(texts[0]))"
    case ("endswith", 1): return "\(value).endsWith(\(texts[0]))"
    case ("split", 1): return "\(value).split(\(texts[0]))"
    case ("join", 1): return "\(value).join(\(texts[0]))"
    case ("test", 1): return "\(value).matches(\(texts[0]))"
    case ("has", 1): return "\(texts[0]) in \(value)"
    case ("select", 1):
      throw ImportRefusal("select() makes no result or one; write a condition instead", at: place)
    default:
      throw ImportRefusal(
        "the function \(name) with \(texts.count) arguments has no counterpart in CEL", at: place)
    }
  }
}
