import JSON

extension JSON {
  /// The value in a few words for a message: its kind, and its text where that is short.
  var brief: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .int(let value): "integer \(value)"
    case .double(let value): "number \(value)"
    case .number(let text): "number \(text.shortened)"
    case .string(let text): JSON.string(text.shortened).text
    case .array(let elements):
      elements.count == 1 ? "an array of 1 item" : "an array of \(elements.count) items"
    case .object(let object):
      object.count == 1 ? "an object of 1 member" : "an object of \(object.count) members"
    }
  }
}

extension String {
  /// At most 60 scalars of the text.
  var shortened: String {
    guard let end = unicodeScalars.index(startIndex, offsetBy: 60, limitedBy: endIndex),
      end != endIndex
    else { return self }
    return "\(self[..<end])…"
  }
}

extension [String] {
  /// The words as a list for a sentence: `a, b or c`.
  var listed: String {
    guard let last, count > 1 else { return first ?? "" }
    return "\(dropLast().joined(separator: ", ")) or \(last)"
  }
}
