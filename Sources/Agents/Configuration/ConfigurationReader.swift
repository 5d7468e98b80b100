import JSON
import Time

/// Reads the members of one object, gathering everything that is wrong.
///
/// A member is nil where it is absent and where it is wrong; `finish` tells members nobody asked for.
struct ConfigurationReader {
  let path: JSONPointer
  private(set) var problems: [ConfigurationProblem] = []
  private let object: JSON.Object
  private var known: [String] = []

  init(_ json: JSON, at path: JSONPointer) {
    self.path = path
    object = json.objectValue ?? JSON.Object()
    if json.objectValue == nil { report("this is an object, not \(json.kind)", at: path) }
  }

  mutating func report(_ message: String, at path: JSONPointer, suggestion: String? = nil) {
    problems.append(ConfigurationProblem(path: path, message: message, suggestion: suggestion))
  }

  /// The value of a member, which is then known.
  mutating func value(_ key: String) -> JSON? {
    known.append(key)
    return object[key]
  }

  /// Tells members that are not known, and gives all problems.
  mutating func finish() -> [ConfigurationProblem] {
    for key in object.keys where !known.contains(key) {
      report(
        "there is no `\(key)` here", at: path.appending(key),
        suggestion: suggestion(for: key, among: known))
    }
    return problems
  }

  /// Reads a member that is an object itself.
  mutating func object<Value>(
    _ key: String, _ read: (inout ConfigurationReader) -> Value?
  ) -> Value? {
    guard let json = value(key) else { return nil }
    var reader = ConfigurationReader(json, at: path.appending(key))
    let value = read(&reader)
    problems += reader.finish()
    return value
  }

  /// A member of a kind that `convert` knows; `expected` names it.
  mutating func member<Value>(
    _ key: String, _ expected: String, isRequired: Bool = false, _ convert: (JSON) -> Value?
  ) -> Value? {
    guard let json = value(key) else {
      if isRequired { report("`\(key)` is missing: \(expected)", at: path) }
      return nil
    }
    guard let value = convert(json) else {
      report("`\(key)` is \(expected), not \(json.shown)", at: path.appending(key))
      return nil
    }
    return value
  }

  // MARK: - Kinds of members

  mutating func string(_ key: String) -> String? {
    member(key, "a text") { $0.stringValue }
  }

  /// A whole number of at least one.
  mutating func count(_ key: String) -> Int? {
    member(key, "a whole number from 1") { $0.intValue.flatMap { $0 > 0 ? $0 : nil } }
  }

  /// A number of at least zero.
  mutating func amount(_ key: String, isRequired: Bool = false) -> Double? {
    member(key, "a number from 0", isRequired: isRequired) {
      $0.doubleValue.flatMap { $0 >= 0 ? $0 : nil }
    }
  }

  mutating func duration(_ key: String, isRequired: Bool = false) -> Duration? {
    member(key, "a duration such as \"90s\" or \"1h30m\"", isRequired: isRequired) {
      $0.stringValue.flatMap { Duration(text: $0) }
    }
  }

  /// One of the words of an enumeration.
  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
    guard let json = value(key) else { return nil }
    let words = Choice.allCases.map(\.rawValue)
    guard let choice = json.stringValue.flatMap(Choice.init(rawValue:)) else {
      report(
        "`\(key)` is one of \(words.joined(separator: ", ")), not \(json.shown)",
        at: path.appending(key),
        suggestion: json.stringValue.flatMap { suggestion(for: $0, among: words) })
      return nil
    }
    return choice
  }

  mutating func object(_ key: String) -> JSON.Object? {
    member(key, "an object") { $0.objectValue }
  }
}

extension JSON {
  /// The value as an error sentence shows it, or its kind where it is large.
  var shown: String {
    switch self {
    case .array, .object: kind
    case .null, .bool, .int, .double, .number, .string:
      text.utf8.count <= 40 ? text : kind
    }
  }
}
