import JSON

extension FileReader {
  /// The object at a place; members other than `keys` are complained about, `x-…` at the top aside.
  mutating func object(at place: JSONPointer, keys: [String]? = nil) -> JSON.Object? {
    guard let value = document.value.value(at: place) else { return nil }
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
    guard let value = document.value.value(at: place) else { return nil }
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
    .file(path: document.source.name, line: document.keyPosition(of: place).line)
  }

  func absolute(_ path: String) -> String {
    absolutePath(path, in: parentFolder(of: document.source.name), environment: environment)
  }

  private func name(of place: JSONPointer) -> String {
    place.tokens.last ?? "a configuration"
  }
}
