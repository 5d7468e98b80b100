public import JSON

extension JSON {
  /// The value at a payload's place: a member's name, or a path such as
  /// `$.definition.steps[0].input`.
  ///
  /// This is the form in which SQLite's `->` takes both. Nil where there is nothing.
  public func member(_ path: String) -> JSON? {
    guard path.hasPrefix("$.") else { return self[path] }
    var current = self
    for part in path.dropFirst(2).split(separator: ".") {
      let pieces = part.split(separator: "[")
      guard let key = pieces.first, let value = current[String(key)] else { return nil }
      current = value
      for index in pieces.dropFirst() {
        guard let value = Int(index.dropLast()).flatMap({ current[$0] }) else { return nil }
        current = value
      }
    }
    return current
  }
}
