import JSON

/// Parses jq, https://jqlang.org/manual/, without what makes several results out of one.
struct QueryParser {
  private let source: String
  private let place: JSONPointer
  private var rest: Substring

  init(_ source: String, at place: JSONPointer) {
    self.source = source
    self.place = place
    rest = source[...]
  }

  mutating func whole() throws(ImportRefusal) -> Query {
    let query = try pipe()
    skipBlanks()
    guard rest.isEmpty else { throw refusal("cannot be read from \(quoted(rest)) on") }
    return query
  }

  // MARK: Operators, from the loosest

  private mutating func pipe() throws(ImportRefusal) -> Query {
    var query = try alternative()
    while !rest.hasPrefix("||"), take("|") { query = .pipe(query, try alternative()) }
    return query
  }

  private mutating func alternative() throws(ImportRefusal) -> Query {
    let query = try disjunction()
    return take("//") ? .binary("//", query, try alternative()) : query
  }

  private mutating func disjunction() throws(ImportRefusal) -> Query {
    var query = try conjunction()
    while takeWord("or") { query = .binary("||", query, try conjunction()) }
    return query
  }

  private mutating func conjunction() throws(ImportRefusal) -> Query {
    var query = try comparison()
    while takeWord("and") { query = .binary("&&", query, try comparison()) }
    return query
  }

  private mutating func comparison() throws(ImportRefusal) -> Query {
    let query = try sum()
    for sign in ["==", "!=", "<=", ">=", "<", ">"] where take(sign) {
      return .binary(sign, query, try sum())
    }
    return query
  }

  private mutating func sum() throws(ImportRefusal) -> Query {
    var query = try product()
    while let sign = takeOne(of: ["+", "-"]) { query = .binary(sign, query, try product()) }
    return query
  }

  private mutating func product() throws(ImportRefusal) -> Query {
    var query = try postfix()
    while !rest.drop(while: \.isWhitespace).hasPrefix("//"),
      let sign = takeOne(of: ["*", "/", "%"])
    {
      query = .binary(sign, query, try postfix())
    }
    return query
  }

  // MARK: Values

  private mutating func postfix() throws(ImportRefusal) -> Query {
    var query = try primary()
    while true {
      if rest.first == "[" {
        rest.removeFirst()
        if take("]") { throw refusal("makes several results with []") }
        query = .element(query, try pipe())
        guard take("]") else { throw refusal("lacks a \"]\"") }
      } else if rest.hasPrefix("."), let name = memberName(after: 1) {
        query = .member(query, name)
      } else if rest.first == "?" {
        throw refusal("passes over errors with ?, which CEL cannot")
      } else {
        return query
      }
    }
  }

  /// Takes a dot and the name behind it.
  private mutating func memberName(after count: Int) -> String? {
    let name = rest.dropFirst(count).prefix(while: Self.isNameCharacter)
    guard let first = name.first, !first.isNumber else { return nil }
    rest.removeFirst(count + name.count)
    return String(name)
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character == "_" || (character.isASCII && (character.isLetter || character.isNumber))
  }

  private mutating func primary() throws(ImportRefusal) -> Query {
    skipBlanks()
    guard let first = rest.first else { throw refusal("ends too early") }
    switch first {
    case ".":
      if rest.hasPrefix("..") { throw refusal("searches at every depth with ..") }
      if let name = memberName(after: 1) { return .member(.current, name) }
      rest.removeFirst()
      return .current
    case "$":
      guard let name = memberName(after: 1) else { throw refusal("has a $ without a name") }
      return .variable(name)
    case "\"": return .text(try text())
    case "(":
      rest.removeFirst()
      let query = try pipe()
      guard take(")") else { throw refusal("lacks a \")\"") }
      return query
    case "[":
      rest.removeFirst()
      return .list(try items(until: "]"))
    case "{":
      rest.removeFirst()
      return .map(try members())
    case "-":
      rest.removeFirst()
      return .negated(try postfix())
    default: return try word()
    }
  }

  private mutating func word() throws(ImportRefusal) -> Query {
    let word = rest.prefix {
      Self.isNameCharacter($0) || ($0 == "." && rest.first?.isNumber == true)
    }
    guard let first = word.first else {
      throw refusal("cannot be read from \(quoted(rest)) on")
    }
    rest.removeFirst(word.count)
    if first.isNumber || ["true", "false", "null"].contains(word) { return .literal(String(word)) }
    if word == "if" { return try choice() }
    guard rest.first == "(" else { return .call(String(word), []) }
    rest.removeFirst()
    var arguments: [Query] = []
    repeat { arguments.append(try pipe()) } while take(";")
    guard take(")") else { throw refusal("lacks a \")\"") }
    return .call(String(word), arguments)
  }

  private mutating func choice() throws(ImportRefusal) -> Query {
    let condition = try pipe()
    guard takeWord("then") else { throw refusal("has an if without then") }
    let yes = try pipe()
    guard takeWord("else") else { throw refusal("has an if without else") }
    let no = try pipe()
    guard takeWord("end") else { throw refusal("has an if without end") }
    return .choice(condition, yes, no)
  }

  private mutating func items(until end: String) throws(ImportRefusal) -> [Query] {
    var items: [Query] = []
    while !take(end) {
      items.append(try alternative())
      if !take(",") {
        guard take(end) else { throw refusal("lacks a \"\(end)\"") }
        break
      }
    }
    return items
  }

  /// `{name: value, "name": value, name}`
  private mutating func members() throws(ImportRefusal) -> [(key: String, value: Query)] {
    var members: [(key: String, value: Query)] = []
    while !take("}") {
      skipBlanks()
      let isVariable = take("$")
      var key = memberName(after: 0)
      if key == nil, rest.first == "\"", case .literal(let text)? = try text().first { key = text }
      guard let key else { throw refusal("has a member whose name is not written out") }
      if take(":") {
        members.append((key, try alternative()))
      } else {
        members.append((key, isVariable ? .variable(key) : .member(.current, key)))
      }
      if !take(",") {
        guard take("}") else { throw refusal("lacks a \"}\"") }
        break
      }
    }
    return members
  }

  /// A text in quotes, `\(…)` being expressions.
  private mutating func text() throws(ImportRefusal) -> [Query.TextPart] {
    rest.removeFirst()
    var parts: [Query.TextPart] = []
    var literal = ""
    while let character = rest.popFirst() {
      if character == "\"" {
        if !literal.isEmpty || parts.isEmpty { parts.append(.literal(literal)) }
        return parts
      }
      guard character == "\\" else {
        literal.append(character)
        continue
      }
      guard let next = rest.popFirst() else { break }
      switch next {
      case "(":
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
        parts.append(.query(try pipe()))
        guard take(")") else { throw refusal("lacks a \")\" in a text") }
      case "n": literal.append("\n")
      case "t": literal.append("\t")
      default: literal.append(next)
      }
    }
    throw refusal("has a text without its closing quote")
  }

  // MARK: Characters

  private mutating func skipBlanks() {
    rest = rest.drop(while: \.isWhitespace)
    if rest.first == "#" { rest = rest.drop { !$0.isNewline }.drop(while: \.isWhitespace) }
  }

  private mutating func take(_ sign: String) -> Bool {
    skipBlanks()
    guard rest.hasPrefix(sign) else { return false }
    rest.removeFirst(sign.count)
    return true
  }

  private mutating func takeOne(of signs: [String]) -> String? { signs.first { take($0) } }

  private mutating func takeWord(_ word: String) -> Bool {
    skipBlanks()
    guard rest.hasPrefix(word),
      rest.dropFirst(word.count).first.map(Self.isNameCharacter) != true
    else { return false }
    rest.removeFirst(word.count)
    return true
  }

  private func quoted(_ text: Substring) -> String { JSON.string(String(text.prefix(40))).text }

  private func refusal(_ reason: String) -> ImportRefusal {
    ImportRefusal("the expression \(JSON.string(source).text) \(reason)", at: place)
  }
}
