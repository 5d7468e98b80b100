import JSON

/// The sentences about paths that lead nowhere.
extension Evaluator {
  func missing(_ name: String, in map: Value.Map, _ link: Link) -> Failure {
    var message = "\(place(before: link)) has no '\(name)'"
    if let near = suggestion(for: name, among: map.names.prefix(64)) {
      message += "; did you mean '\(near)'?"
    }
    return Failure(.noSuchPath, message, at: link.offset)
  }

  func missing(_ key: Value, in map: Value.Map, _ link: Link) -> Failure {
    switch key {
    case .string(let name): return missing(name, in: map, link)
    case .int(let number): return noKey(String(number), link)
    case .uint(let number): return noKey("\(number)u", link)
    case .double(let number): return noKey("\(number)", link)
    case .bool(let value): return noKey("\(value)", link)
    case .null, .bytes, .list, .map, .timestamp, .duration, .type, .optional:
      return noKey("of type \(key.valueType.word)", link)
    }
  }

  private func noKey(_ key: String, _ link: Link) -> Failure {
    Failure(.noSuchPath, "\(place(before: link)) has no key \(key)", at: link.offset)
  }

  func beyond(_ position: Int, _ list: Value.List, _ link: Link) -> Failure {
    let size = list.count == 1 ? "1 element" : "\(list.count) elements"
    return Failure(
      .noSuchPath, "\(place(before: link)) has \(size), none at index \(position)", at: link.offset)
  }

  /// A step into a value that holds nothing; into `null` it is a missing path.
  func noFields(_ value: Value, _ wanted: String, _ link: Link) -> Failure {
    Failure(
      value.valueType == .null ? .noSuchPath : .noMatchingOverload,
      "\(place(before: link)) is \(value.valueType.word) and has no \(wanted)", at: link.offset)
  }

  /// The text of a chain up to a link: `steps.research.result`.
  private func place(before link: Link) -> String {
    let bytes = source.utf8.dropFirst(link.start).prefix(link.offset - link.start)
    var text = String(decoding: bytes, as: UTF8.self)
    while text.last?.isWhitespace == true || text.last == "." { text.removeLast() }
    guard !text.isEmpty else { return "the value" }
    return text.count > 80 ? "…\(text.suffix(79))" : text
  }
}
