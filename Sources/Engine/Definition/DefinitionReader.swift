import JSON
import Time

/// Reads members of one JSON object, notes every problem, and goes on.
struct DefinitionReader {
  private(set) var problems: [DefinitionProblem] = []
  let language: Definition.Language
  /// What expressions can see where the reader is.
  var scope = Scope()
  /// What they named, to be checked when everything is read.
  var mentions: [Mention] = []
  /// The steps with names, and where each was found.
  var named: [String: NamedStep] = [:]
  /// Variables that steps write.
  var written: Set<String> = []
  /// The definition to which a step is added, or nil.
  let surroundings: Definition?
  /// Steps read so far, those inside of others among them.
  var stepCount = 0

  init(language: Definition.Language = .expressions, surroundings: Definition? = nil) {
    self.language = language
    self.surroundings = surroundings
  }

  /// Whether what was read cannot be used; warnings do not count.
  var hasErrors: Bool { problems.contains { $0.severity == .error } }

  mutating func note(_ problem: DefinitionProblem) {
    if problems.count < Limits.definitionProblems { problems.append(problem) }
  }

  mutating func note(
    _ code: String, _ message: String, at path: JSONPointer, suggestion: String? = nil
  ) {
    note(DefinitionProblem(code, message, at: path, suggestion: suggestion))
  }

  /// Members that may stand in every object: for editors, and for whoever wrote them.
  static let annotations = ["$schema", "_meta"]

  /// The object at a place, its members checked against the known ones.
  mutating func object(
    _ value: JSON, at path: JSONPointer, called what: String, known: [String]
  ) -> JSON.Object? {
    guard let object = value.objectValue else {
      note("wrongType", "\(what) must be an object, not \(article(value.kind))", at: path)
      return nil
    }
    _ = string("$schema", in: object, at: path)
    for key in object.keys where !known.contains(key) && !Self.annotations.contains(key) {
      let meant = suggestion(for: key, among: known)
      let hint = meant.map { "; did you mean \"\($0)\"?" } ?? ""
      note(
        "unknownMember", "\(what) has no member \"\(key.prefix(64))\"\(hint)",
        at: path.appending(key), suggestion: meant)
    }
    return object
  }

  mutating func string(
    _ key: String, in object: JSON.Object, at path: JSONPointer, required: Bool = false
  ) -> String? {
    guard let value = object[key] else {
      if required { missing(key, at: path) }
      return nil
    }
    guard let text = value.stringValue else { return wrong(key, value, "a string", at: path) }
    if required, text.isEmpty {
      note("empty", "\"\(key)\" must not be empty", at: path.appending(key))
      return nil
    }
    return text
  }

  mutating func int(
    _ key: String, in object: JSON.Object, at path: JSONPointer, range: ClosedRange<Int>
  ) -> Int? {
    guard let value = object[key] else { return nil }
    guard let number = value.intValue else { return wrong(key, value, "an integer", at: path) }
    guard range.contains(number) else {
      let bound =
        range.upperBound == .max
        ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      note("outOfRange", "\"\(key)\" must be \(bound), not \(number)", at: path.appending(key))
      return nil
    }
    return number
  }

  mutating func number(
    _ key: String, in object: JSON.Object, at path: JSONPointer, atLeast minimum: Double
  ) -> Double? {
    guard let value = object[key] else { return nil }
    guard let number = value.doubleValue else { return wrong(key, value, "a number", at: path) }
    guard number >= minimum else {
      note("outOfRange", "\"\(key)\" must be at least \(minimum)", at: path.appending(key))
      return nil
    }
    return number
  }

  mutating func duration(
    _ key: String, in object: JSON.Object, at path: JSONPointer
  ) -> Duration? {
    guard let value = object[key] else { return nil }
    return duration(value, at: path.appending(key), called: "\"\(key)\"")
  }

  mutating func duration(
    _ value: JSON, at path: JSONPointer, called what: String
  ) -> Duration? {
    if value.doubleValue != nil {
      note(
        "bareNumber", "\(what) needs a unit: write \"\(value.text)s\" for seconds", at: path,
        suggestion: "\(value.text)s")
      return nil
    }
    guard let text = value.stringValue, let duration = Duration(text: text) else {
      note(
        "notADuration",
        "\(what) must be a duration such as \"30s\", \"1h30m\" or \"PT1H30M\", not \(value.brief)",
        at: path)
      return nil
    }
    return duration
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, in object: JSON.Object, at path: JSONPointer, of type: Choice.Type
  ) -> Choice? {
    guard let value = object[key] else { return nil }
    if let text = value.stringValue, let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    let meant = value.stringValue.flatMap { suggestion(for: $0, among: words) }
    note(
      "unknownValue",
      "\"\(key)\" must be one of \(words.joined(separator: ", ")), not \(value.brief)",
      at: path.appending(key), suggestion: meant)
    return nil
  }

  mutating func strings(
    _ key: String, in object: JSON.Object, at path: JSONPointer
  ) -> [String]? {
    guard let value = object[key] else { return nil }
    guard let elements = value.arrayValue else {
      return wrong(key, value, "an array of strings", at: path)
    }
    let texts = elements.compactMap(\.stringValue)
    guard texts.count == elements.count else {
      return wrong(key, value, "an array of strings", at: path)
    }
    return texts
  }

  private mutating func missing(_ key: String, at path: JSONPointer) {
    note("missing", "\"\(key)\" is required", at: path.appending(key))
  }

  private mutating func wrong<T>(
    _ key: String, _ value: JSON, _ expected: String, at path: JSONPointer
  ) -> T? {
    note(
      "wrongType", "\"\(key)\" must be \(expected), not \(article(value.kind))",
      at: path.appending(key))
    return nil
  }

  private func article(_ kind: String) -> String {
    switch kind {
    case "null": "null"
    case "integer", "array", "object": "an \(kind)"
    default: "a \(kind)"
    }
  }
}

extension JSON {
  /// The beginning of the value's text, for error sentences.
  var brief: String {
    let text = text
    return text.count > 40 ? "\(text.prefix(40))…" : text
  }
}
