import JSON

/// Writes JSON values as YAML for people: blocks of two spaces, quotes only where they are needed.
enum YAMLText {
  /// A value as a document.
  static func document(_ value: JSON) -> String {
    var text = ""
    write(value, indent: 0, to: &text)
    return text
  }

  private static func write(_ value: JSON, indent: Int, to text: inout String) {
    switch value {
    case .object(let object) where !object.isEmpty:
      write(members: object, indent: indent, isFirstPlaced: false, to: &text)
    case .array(let elements) where !elements.isEmpty:
      for element in elements { write(element: element, indent: indent, to: &text) }
    default: text += String(repeating: " ", count: indent) + scalar(value) + "\n"
    }
  }

  /// The members of an object; the first stands behind the dash of a list where that was written.
  private static func write(
    members object: JSON.Object, indent: Int, isFirstPlaced: Bool, to text: inout String
  ) {
    for (index, member) in object.members.enumerated() {
      if index > 0 || !isFirstPlaced { text += String(repeating: " ", count: indent) }
      text += "\(plain(member.key)):"
      if isBlock(member.value) {
        text += "\n"
        write(member.value, indent: indent + 2, to: &text)
      } else {
        text += " \(scalar(member.value))\n"
      }
    }
  }

  private static func write(element: JSON, indent: Int, to text: inout String) {
    text += String(repeating: " ", count: indent) + "- "
    if case .object(let object) = element, !object.isEmpty {
      write(members: object, indent: indent + 2, isFirstPlaced: true, to: &text)
    } else {
      // A list within a list is written in one line, which YAML takes as it takes JSON.
      text += scalar(element) + "\n"
    }
  }

  private static func isBlock(_ value: JSON) -> Bool {
    switch value {
    case .object(let object): !object.isEmpty
    case .array(let elements): !elements.isEmpty
    case .null, .bool, .int, .double, .number, .string: false
    }
  }

  private static func scalar(_ value: JSON) -> String { value.stringValue.map(plain) ?? value.text }

  /// A text without quotes where nothing in it means anything to YAML.
  private static func plain(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map(isLetter) == true && text.utf8.last != 0x20
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || " _-./,()'".utf8.contains($0) }
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    return isPlain ? text : JSON.string(text).text
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
