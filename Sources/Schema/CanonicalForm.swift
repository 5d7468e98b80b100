import JSON

extension JSON {
  /// Bytes that are the same for values that JSON Schema takes for equal: members in any order, and
  /// numbers by their value, so that 1, 1.0 and 10e-1 are one.
  var canonicalForm: [UInt8] {
    var output: [UInt8] = []
    writeCanonicalForm(to: &output)
    return output
  }

  private func writeCanonicalForm(to output: inout [UInt8]) {
    switch self {
    case .null, .bool, .string: write(to: &output)
    case .int, .double, .number:
      guard let number = ExactNumber(self) else { return write(to: &output) }
      if number.isNegative { output.append(UInt8(ascii: "-")) }
      output += number.digits.map { $0 + UInt8(ascii: "0") }
      output.append(UInt8(ascii: "e"))
      output += String(number.exponent).utf8
    case .array(let elements):
      output.append(UInt8(ascii: "["))
      for element in elements {
        element.writeCanonicalForm(to: &output)
        output.append(UInt8(ascii: ","))
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      for member in object.members.sorted(by: { ExactText($0.key) < ExactText($1.key) }) {
        JSON.string(member.key).write(to: &output)
        output.append(UInt8(ascii: ":"))
        member.value.writeCanonicalForm(to: &output)
        output.append(UInt8(ascii: ","))
      }
      output.append(UInt8(ascii: "}"))
    }
  }
}
