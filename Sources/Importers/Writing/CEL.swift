import JSON

/// Writes texts of the Common Expression Language, the language of expressions in definitions.
enum CEL {
  /// The result of a step, by its name.
  static func result(of step: String) -> String { member("result", of: member(step, of: "steps")) }

  /// A member of a value: `value.name`, or `value["a name"]` where the name is no identifier.
  static func member(_ name: String, of value: String) -> String {
    isIdentifier(name) ? "\(value).\(name)" : "\(value)[\(string(name))]"
  }

  /// A part of a value, member by member.
  static func part(_ path: some Sequence<String>, of value: String) -> String {
    path.reduce(value) { member($1, of: $0) }
  }

  /// A text in quotes. JSON's escapes are CEL's.
  static func string(_ text: String) -> String { JSON.string(text).text.unescapedSlashes }

  /// A JSON value written out.
  static func literal(_ value: JSON) -> String {
    switch value {
    case .null: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .double, .number:
      let text = value.text
      return text.contains { ".eE".contains($0) } ? text : text + ".0"
    case .string(let text): return string(text)
    case .array(let elements):
      return "[" + elements.map(literal).joined(separator: ", ") + "]"
    case .object(let object): return map(object.members.map { ($0.key, literal($0.value)) })
    }
  }

  /// A map of expressions by name.
  static func map(_ members: [(key: String, value: String)]) -> String {
    "{" + members.map { "\(string($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
  }

  /// An expression as the value of a template: `${…}`.
  static func template(_ expression: String) -> JSON { .string("${\(expression)}") }

  /// A text that means itself in a template.
  static func escaped(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let range = rest.firstRange(of: "${") {
      result += rest[..<range.lowerBound] + "$${"
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// A JSON value that means itself in a template.
  static func escaped(_ value: JSON) -> JSON {
    switch value {
    case .null, .bool, .int, .double, .number: value
    case .string(let text): .string(escaped(text))
    case .array(let elements): .array(elements.map { escaped($0) })
    case .object(let object):
      .object(JSON.Object(object.members.map { ($0.key, escaped($0.value)) }))
    }
  }

  /// Whether a name can follow a dot.
  static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, !isDigit(first), !reserved.contains(name) else {
      return false
    }
    return name.utf8.allSatisfy { isDigit($0) || isLetter($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }

  private static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in",
    "let", "loop", "namespace", "null", "package", "return", "true", "var", "void", "while",
  ]
}

extension String {
  /// JSON may write `\/`, which CEL does not know.
  fileprivate var unescapedSlashes: String {
    guard contains("\\/") else { return self }
    var result = ""
    var isEscaped = false
    for character in self {
      if isEscaped, character == "/" { result.removeLast() }
      result.append(character)
      isEscaped = character == "\\" && !isEscaped
    }
    return result
  }
}
