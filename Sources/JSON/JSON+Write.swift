extension JSON {
  /// The value as JSON text without white space; members in their order.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value as UTF-8 JSON without white space; members in their order.
  public var bytes: [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(256)
    write(to: &output)
    return output
  }

  /// The same text for equal values: members sorted by name.
  public var canonicalText: String { sorted.text }

  /// Appends the value as UTF-8 JSON.
  ///
  /// U+2028, U+2029 and U+0085 are escaped, since some readers take them for the end of a line; a
  /// double that is no number is written as `null`.
  public func write(to output: inout [UInt8]) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
    case .int(let value): output.append(contentsOf: String(value).utf8)
    case .double(let value):
      output.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
    case .number(let text): output.append(contentsOf: text.utf8)
    case .string(let text): JSON.write(string: text, to: &output)
    case .array(let elements): JSON.write(array: elements, to: &output)
    case .object(let object): JSON.write(object: object, to: &output)
    }
  }

  /// The value as indented JSON text for people: two spaces a level.
  public var prettyText: String {
    var output = ""
    writePretty(to: &output, indent: "")
    return output
  }

  private func writePretty(to output: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .array(let elements) where !elements.isEmpty:
      output += "["
      for (index, element) in elements.enumerated() {
        output += index == 0 ? "\n\(inner)" : ",\n\(inner)"
        element.writePretty(to: &output, indent: inner)
      }
      output += "\n\(indent)]"
    case .object(let object) where !object.isEmpty:
      output += "{"
      for (index, member) in object.members.enumerated() {
        output += index == 0 ? "\n\(inner)" : ",\n\(inner)"
        output += "\(JSON.string(member.key).text): "
        member.value.writePretty(to: &output, indent: inner)
      }
      output += "\n\(indent)}"
    case .null, .bool, .int, .double, .number, .string, .array, .object: output += text
    }
  }

  private static func write(array elements: [JSON], to output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      element.write(to: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  private static func write(object: Object, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    for (index, member) in object.members.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      write(string: member.key, to: &output)
      output.append(UInt8(ascii: ":"))
      member.value.write(to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  private var sorted: JSON {
    switch self {
    case .null, .bool, .int, .double, .number, .string: self
    case .array(let elements): .array(elements.map(\.sorted))
    case .object(let object):
      .object(
        Object(
          members: object.membersByName.map { .init(key: $0.key, value: $0.value.sorted) }))
    }
  }
}

extension JSON: CustomStringConvertible {
  public var description: String { text }
}
