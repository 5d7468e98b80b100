import JSON

extension FileReader {
  /// The object at a place; members other than `keys` are complained about, `x-…` at the top aside.
  mutating func object(at place: JSONPointer, keys: [String]? = nil) -> JSON.Object? {
    guard let value = file.document.value.value(at: place) else { return nil }
    guard let object = value.objectValue else {
      complain(at: place, "\(name(of: place)) is a mapping of names to values, not \(value.kind)")
      return nil
    }
    guard let keys else { return object }
    for key in object.keys where !keys.contains(key) && !(place == .root && key.hasPrefix("x-")) {
      complain(
        at: place.appending(key), "there is no setting \(quoted(key))",
        suggestion: didYouMean(key, among: keys), atKey: true)
    }
    return object
  }

  mutating func text(at place: JSONPointer) -> Setting<String>? {
    guard let value = file.document.value.value(at: place) else { return nil }
    guard let text = value.stringValue else {
      complain(at: place, "\(name(of: place)) is a text, not \(value.kind)")
      return nil
    }
    return Setting(text, from: origin(of: place))
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
    at place: JSONPointer
  ) -> Setting<Choice>? {
    guard let text = text(at: place) else { return nil }
    guard let choice = Choice(rawValue: text.value) else {
      complain(
        at: place, "\(name(of: place)) is never \(quoted(text.value))",
        suggestion: choices(Choice.self, near: text.value))
      return nil
    }
    return Setting(choice, from: text.origin)
  }

  func origin(of place: JSONPointer) -> Origin {
    .file(path: file.path, line: file.document.keyPosition(of: place).line)
  }

  func absolute(_ path: String) -> String {
    absolutePath(path, in: parentFolder(of: file.path), environment: environment)
  }

  /// - Parameter isSecret: whether the line holds a password or token, perhaps, and must not be shown.
  mutating func complain(
    at place: JSONPointer, _ message: String, suggestion: String? = nil, atKey: Bool = false,
    isSecret: Bool = false
  ) {
    var problem = file.document.problem(at: place, message, suggestion: suggestion, atKey: atKey)
    if isSecret { problem.excerpt = nil }
    problems.append(problem)
  }

  private func name(of place: JSONPointer) -> String {
    place.tokens.last ?? "a configuration"
  }
}
