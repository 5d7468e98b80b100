import JSON

/// The rules of choices as conditions.
extension StateMachineLanguage {
  mutating func conditions(
    of name: String, _ document: StateDocument
  ) throws(ImportRefusal) -> [String] {
    let state = state(name)
    let place = place(of: name)
    let known: Set<String> = ["Type", "Comment", "Choices", "Default", "InputPath", "OutputPath"]
    journal.loseMembers(of: state, beyond: known, at: place)
    if state["OutputPath"] != nil, state["OutputPath"]?.stringValue != "$" {
      journal.lose("\"OutputPath\" of a choice is left out", at: place.appending("OutputPath"))
    }
    let input = try input(of: state, document, at: place)
    var conditions: [String] = []
    for (index, rule) in (state["Choices"]?.arrayValue ?? []).enumerated() {
      let place = place.appending("Choices").appending(index)
      conditions.append(try condition(rule, input, at: place))
    }
    return conditions
  }

  private func condition(
    _ rule: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> String {
    for (word, sign) in [("And", " && "), ("Or", " || ")] {
      guard let rules = rule[word]?.arrayValue else { continue }
      var parts: [String] = []
      for (index, rule) in rules.enumerated() {
        let place = place.appending(word).appending(index)
        parts.append("(\(try condition(rule, document, at: place)))")
      }
      return parts.joined(separator: sign)
    }
    if let inner = rule["Not"] {
      return "!(\(try condition(inner, document, at: place.appending("Not"))))"
    }
    return try comparison(rule, document, at: place)
  }

  private func comparison(
    _ rule: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> String {
    guard let variable = rule["Variable"]?.stringValue else {
      throw ImportRefusal("a rule compares a \"Variable\"", at: place)
    }
    let path = try JSONPath(variable, at: place.appending("Variable"))
    let scope = scope(document)
    let others: Set<String> = ["Variable", "Next", "Comment"]
    let members = rule.objectValue?.members.filter { !others.contains($0.key) } ?? []
    guard members.count == 1, let test = members.first else {
      throw ImportRefusal("a rule has exactly one comparison", at: place)
    }
    let place = place.appending(test.key)
    if test.key == "IsPresent" {
      let conditions = try path.presence(in: scope).joined(separator: " && ")
      return test.value.boolValue == false ? "!(\(conditions))" : conditions
    }
    let value = try path.expression(in: scope)
    if let kind = Self.kinds[test.key] {
      return test.value.boolValue == false ? "!(\(kind(value)))" : kind(value)
    }
    return try compare(value, test.key, test.value, scope, at: place)
  }

  private static let kinds: [String: @Sendable (String) -> String] = [
    "IsNull": { "\($0) == null" },
    "IsBoolean": { "type(\($0)) == bool" },
    "IsString": { "type(\($0)) == string" },
    "IsNumeric": { "(type(\($0)) == int || type(\($0)) == double)" },
    "IsTimestamp": {
      #"(type(\#($0)) == string && \#($0).matches("^\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-]\\d\\d:\\d\\d)$"))"#
    },
  ]

  /// `StringEquals`, `NumericLessThanPath` and their kin.
  private func compare(
    _ value: String, _ word: String, _ wanted: JSON, _ scope: PathScope, at place: JSONPointer
  ) throws(ImportRefusal) -> String {
    if word == "StringMatches", let pattern = wanted.stringValue {
      return "\(value).matches(\(CEL.string(regularExpression(of: pattern))))"
    }
    let isPath = word.hasSuffix("Path")
    var name = isPath ? String(word.dropLast(4)) : word
    var other = CEL.literal(wanted)
    if isPath, let text = wanted.stringValue {
      other = try JSONPath(text, at: place).expression(in: scope)
    }
    for type in ["String", "Numeric", "Boolean", "Timestamp"] where name.hasPrefix(type) {
      name.removeFirst(type.count)
      guard let sign = Self.comparisons[name] else { break }
      guard type == "Timestamp" else { return "\(value) \(sign) \(other)" }
      return "timestamp(\(value)) \(sign) timestamp(\(other))"
    }
    throw ImportRefusal("there is no comparison \(JSON.string(word).text)", at: place)
  }

  private static let comparisons = [
    "Equals": "==", "LessThan": "<", "LessThanEquals": "<=", "GreaterThan": ">",
    "GreaterThanEquals": ">=",
  ]

  /// A pattern in which `*` stands for anything, as a regular expression.
  private func regularExpression(of pattern: String) -> String {
    var result = "(?s)^"
    var isEscaped = false
    for character in pattern {
      if character == "\\", !isEscaped {
        isEscaped = true
        continue
      }
      if character == "*", !isEscaped {
        result += ".*"
      } else {
        if "\\^$.|?*+()[]{}".contains(character) { result += "\\" }
        result.append(character)
      }
      isEscaped = false
    }
    return result + "$"
  }
}
