import JSON

/// Reads what stands behind a member that ends in `.$`: a path, or an intrinsic function such as
/// `States.Format('{}-{}', $.name, States.ArrayLength($.items))`.
struct IntrinsicReader {
  /// A value as an expression, or a text with expressions in it.
  enum Value {
    case expression(String)
    case text([Part])

    enum Part {
      case literal(String)
      case expression(String)
    }
  }

  private let text: String
  private let scope: PathScope
  private let place: JSONPointer
  private var rest: Substring
  /// What the functions do not do as they did.
  private(set) var losses: [String] = []

  init(_ text: String, _ scope: PathScope, at place: JSONPointer) {
    self.text = text
    self.scope = scope
    self.place = place
    rest = text[...]
  }

  /// The whole text as one value.
  mutating func whole() throws(ImportRefusal) -> Value {
    guard text.hasPrefix("States.") else {
      return .expression(try JSONPath(text, at: place).expression(in: scope))
    }
    let value = try value()
    skipBlanks()
    guard rest.isEmpty else { throw refusal("has more behind its end") }
    return value
  }

  private mutating func value() throws(ImportRefusal) -> Value {
    skipBlanks()
    guard let first = rest.first else { throw refusal("ends too early") }
    if first == "$" { return .expression(try path()) }
    if first == "'" { return .text([.literal(try quoted())]) }
    if rest.hasPrefix("States.") { return try function() }
    let word = rest.prefix { $0 != "," && $0 != ")" && $0 != " " }
    rest.removeFirst(word.count)
    if ["true", "false", "null"].contains(word) || Double(word) != nil {
      return .expression(String(word))
    }
    throw refusal("has \(JSON.string(String(word)).text), which is no value")
  }

  private mutating func path() throws(ImportRefusal) -> String {
    var depth = 0
    let path = rest.prefix { character in
      if character == "[" || character == "(" { depth += 1 }
      if depth == 0, character == "," || character == ")" || character == " " { return false }
      if character == "]" || character == ")" { depth -= 1 }
      return true
    }
    rest.removeFirst(path.count)
    return try JSONPath(String(path), at: place).expression(in: scope)
  }

  /// A text in single quotes; `\` keeps the next character from meaning something.
  private mutating func quoted() throws(ImportRefusal) -> String {
    rest.removeFirst()
    var result = ""
    while let character = rest.popFirst() {
      switch character {
      case "'": return result
      case "\\":
        guard let next = rest.popFirst() else { break }
        // Kept, so that Format can tell a literal brace.
        result += next == "{" || next == "}" ? "\\\(next)" : String(next)
      default: result.append(character)
      }
    }
    throw refusal("has a text without its closing quote")
  }

  private mutating func function() throws(ImportRefusal) -> Value {
    let name = String(rest.prefix { $0 != "(" })
    rest.removeFirst(name.count)
    guard rest.popFirst() == "(" else { throw refusal("lacks the arguments of \(name)") }
    var arguments: [Value] = []
    skipBlanks()
    if rest.first == ")" {
      rest.removeFirst()
    } else {
      while true {
        arguments.append(try value())
        skipBlanks()
        let next = rest.popFirst()
        if next == ")" { break }
        guard next == "," else { throw refusal("lacks a \")\"") }
      }
    }
    return try call(String(name.dropFirst("States.".count)), arguments)
  }

  private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace } }

  /// Adds to what is lost.
  mutating func lose(_ loss: String) { losses.append(loss) }

  func refusal(_ reason: String) -> ImportRefusal {
    ImportRefusal("\(JSON.string(text).text) \(reason)", at: place)
  }
}

extension IntrinsicReader.Value {
  /// As an expression within others.
  var expression: String {
    switch self {
    case .expression(let expression): return expression
    case .text(let parts):
      let texts = parts.map { part in
        switch part {
        case .literal(let text): CEL.string(text.withoutBraceEscapes)
        case .expression(let expression): "text(\(expression))"
        }
      }
      return texts.isEmpty ? "\"\"" : texts.joined(separator: " + ")
    }
  }

  /// As a value of a template.
  var template: JSON {
    switch self {
    case .expression(let expression): return CEL.template(expression)
    case .text(let parts):
      let texts = parts.map { part in
        switch part {
        case .literal(let text): CEL.escaped(text.withoutBraceEscapes)
        case .expression(let expression): "${\(expression)}"
        }
      }
      guard parts.count == 1, case .expression(let only) = parts[0] else {
        return .string(texts.joined())
      }
      // A template that is one expression keeps its type, and this has to be a text.
      return CEL.template("text(\(only))")
    }
  }
}

extension String {
  fileprivate var withoutBraceEscapes: String {
    replacing("\\{", with: "{").replacing("\\}", with: "}")
  }
}
