public import JSON

/// A value read from YAML, or from JSON, that knows where each of its parts stands in the text.
///
/// YAML is read by its 1.2 core schema: `true`, `null`, `~`, `0x1F`, `0o17`, `1.5e3` are what they
/// look like, `yes`, `no`, `on` and everything quoted are strings. One document a text. Keys are
/// strings and stand once. Anchors, aliases and merge keys (`<<`) are resolved within limits. Tags
/// other than the core schema's are refused.
public struct YAMLDocument: Sendable {
  /// The value of the whole document; `null` where the text holds none.
  public let value: JSON
  /// The text it was read from.
  public let source: SourceText
  private let places: Places

  /// Reads YAML from UTF-8 bytes.
  /// - Parameter name: what problems call the text, usually its path.
  /// - Throws: the first problem, with its line and column.
  public init(
    parsing bytes: [UInt8], name: String, limits: YAMLLimits = YAMLLimits()
  ) throws(SourceProblem) {
    let source = SourceText(name: name, bytes: bytes)
    try source.checkSize(limits)
    try source.checkUTF8()
    let node = try source.yamlNode(limits)
    self.init(value: node.value, source: source, places: node.places)
  }

  /// Reads YAML from a text; see `init(parsing:name:limits:)`.
  public init(
    parsing text: String, name: String, limits: YAMLLimits = YAMLLimits()
  ) throws(SourceProblem) {
    try self.init(parsing: Array(text.utf8), name: name, limits: limits)
  }

  /// Reads JSON of RFC 8259 from UTF-8 bytes, as strictly as the wire does.
  /// - Throws: the first problem, with its line and column.
  public init(
    parsingJSON bytes: [UInt8], name: String, limits: YAMLLimits = YAMLLimits()
  ) throws(SourceProblem) {
    let source = SourceText(name: name, bytes: bytes)
    try source.checkSize(limits)
    try source.checkUTF8()
    do {
      let value = try JSON(parsing: source.bytes, maxDepth: limits.maxDepth)
      var scanner = JSONPlaces(bytes: source.bytes)
      self.init(value: value, source: source, places: scanner.value())
    } catch {
      throw source.problem(atByte: error.offset, "this is not JSON: \(error.message)")
    }
  }

  private init(value: JSON, source: SourceText, places: Places) {
    self.value = value
    self.source = source
    self.places = places
  }
}

extension YAMLDocument {
  /// Where a value starts; for one that is not there, the nearest value around it.
  ///
  /// What an alias stands for starts at the alias, its parts where they were written.
  public func position(of pointer: JSONPointer) -> SourcePosition {
    source.position(ofByte: offsets(of: pointer).value)
  }

  /// Where the key of an object's member starts; for any other value, where the value does.
  public func keyPosition(of pointer: JSONPointer) -> SourcePosition {
    let offsets = offsets(of: pointer)
    return source.position(ofByte: offsets.key ?? offsets.value)
  }

  /// The line of a place with a caret under it, ready for a terminal.
  public func excerpt(at position: SourcePosition) -> String { source.excerpt(at: position) }

  /// What is wrong with a value of this document, with its place shown.
  /// - Parameter atKey: whether the key is at fault and not the value.
  public func problem(
    at pointer: JSONPointer, _ message: String, suggestion: String? = nil, atKey: Bool = false
  ) -> SourceProblem {
    let offsets = offsets(of: pointer)
    let offset = (atKey ? offsets.key : nil) ?? offsets.value
    return source.problem(atByte: offset, message, suggestion: suggestion)
  }

  /// What is wrong at a character of a text in this document, shown under that character; nil where
  /// the text is not written as it is, such as with escapes or over several lines.
  /// - Parameter column: the character's number in the text, from 1.
  public func problem(
    at pointer: JSONPointer, column: Int, _ message: String, suggestion: String? = nil
  ) -> SourceProblem? {
    guard let text = value.value(at: pointer)?.stringValue, column > 0, column <= text.count + 1
    else { return nil }
    let before = text.prefix(column - 1).utf8
    var start = offsets(of: pointer).value
    if let quote = source.bytes[start...].first, quote == 0x22 || quote == 0x27 { start += 1 }
    guard source.bytes[min(start, source.bytes.count)...].starts(with: before) else { return nil }
    return source.problem(atByte: start + before.count, message, suggestion: suggestion)
  }

  private func offsets(of pointer: JSONPointer) -> (key: Int?, value: Int) {
    var value = value
    var places = places
    var key: Int?
    for token in pointer.tokens {
      guard let index = value.index(of: token), places.children.indices.contains(index) else {
        break
      }
      key = places.keys.isEmpty ? nil : places.keys[index]
      value = value.child(index)
      places = places.children[index]
    }
    return (key, places.value)
  }
}

extension JSON {
  fileprivate func index(of token: String) -> Int? {
    switch self {
    case .array: Int(token)
    case .object(let object): object.members.firstIndex { $0.key == token }
    case .null, .bool, .int, .double, .number, .string: nil
    }
  }

  fileprivate func child(_ index: Int) -> JSON {
    switch self {
    case .array(let elements): elements[index]
    case .object(let object): object.members[index].value
    case .null, .bool, .int, .double, .number, .string: .null
    }
  }
}
