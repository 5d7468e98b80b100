import JSON

/// Reads the text of a path.
struct JSONPathReader {
  private let text: String
  private let place: JSONPointer
  private var rest: Substring

  init(_ text: String, at place: JSONPointer) {
    self.text = text
    self.place = place
    rest = text[...]
  }

  /// Takes `$` or `$$`; true for the latter.
  mutating func start() throws(ImportRefusal) -> Bool {
    guard take("$") else { throw refusal("does not begin with $") }
    return take("$")
  }

  mutating func tokens() throws(ImportRefusal) -> [JSONPath.Token] {
    var tokens: [JSONPath.Token] = []
    while !rest.isEmpty {
      if take("..") { throw refusal("searches at every depth (..), which CEL cannot") }
      if take("[") {
        tokens.append(try bracket())
      } else if take(".") {
        // `$.[0]` is written by people and taken by the service.
        if rest.first != "[" { tokens.append(try dotted()) }
      } else {
        throw refusal("cannot be read from \(JSON.string(String(rest)).text) on")
      }
    }
    return tokens
  }

  private mutating func dotted() throws(ImportRefusal) -> JSONPath.Token {
    if take("*") { return .every }
    let name = rest.prefix { $0 != "." && $0 != "[" }
    guard !name.isEmpty, !name.contains(where: { "()?@ ".contains($0) }) else {
      throw refusal("has a member without a name or with a function")
    }
    rest.removeFirst(name.count)
    return .name(String(name))
  }

  private mutating func bracket() throws(ImportRefusal) -> JSONPath.Token {
    if rest.first == "?" { return try filter() }
    guard let close = rest.firstIndex(of: "]") else { throw refusal("lacks a \"]\"") }
    let inside = rest[..<close]
    rest = rest[rest.index(after: close)...]
    if inside == "*" { return .every }
    if let name = quoted(inside) { return .name(name) }
    if let index = Int(inside) { return .index(index) }
    let bounds = inside.split(separator: ":", omittingEmptySubsequences: false)
    if bounds.count == 2, bounds.allSatisfy({ $0.isEmpty || Int($0) != nil }) {
      return .slice(from: Int(bounds[0]), to: Int(bounds[1]))
    }
    throw refusal("takes [\(inside)], which has no counterpart")
  }

  /// `?(@.name == 'value')`
  private mutating func filter() throws(ImportRefusal) -> JSONPath.Token {
    guard let close = rest.firstRange(of: ")]") else { throw refusal("lacks the end of a filter") }
    let inside = rest[..<close.lowerBound].drop { "?( ".contains($0) }
    rest = rest[close.upperBound...]
    for comparison in ["==", "!=", ">=", "<=", ">", "<"] {
      guard let range = inside.firstRange(of: comparison) else { continue }
      let tested = inside[..<range.lowerBound].filter { $0 != " " }
      let wanted = inside[range.upperBound...].drop { $0 == " " }
      guard tested.hasPrefix("@.") else { break }
      let path = tested.dropFirst(2).split(separator: ".").map(String.init)
      return .filter(path, comparison, try value(wanted))
    }
    throw refusal("has a filter that is no comparison of a member with a value")
  }

  /// The value a filter compares with; a word without quotes is taken as a text.
  private func value(_ text: Substring) throws(ImportRefusal) -> String {
    if let name = quoted(text) { return CEL.string(name) }
    if text.hasPrefix("$") || text.hasPrefix("@") {
      throw refusal("compares with another path in a filter")
    }
    if let number = Int(text) { return String(number) }
    return text == "true" || text == "false" || text == "null"
      ? String(text) : CEL.string(String(text))
  }

  private func quoted(_ text: Substring) -> String? {
    guard text.count >= 2, let quote = text.first, quote == "'" || quote == "\"",
      text.last == quote
    else { return nil }
    let inside = text.dropFirst().dropLast()
    return inside.contains(quote) ? nil : String(inside)
  }

  private mutating func take(_ word: String) -> Bool {
    guard rest.hasPrefix(word) else { return false }
    rest.removeFirst(word.count)
    return true
  }

  private func refusal(_ reason: String) -> ImportRefusal {
    ImportRefusal("the path \(JSON.string(text).text) \(reason)", at: place)
  }
}
