extension JSON {
  static func write(string text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in write(escaping: bytes, to: &output) }
    output.append(UInt8(ascii: "\""))
  }

  private static func write(escaping bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < bytes.count {
      guard !isPlain(bytes[index]), let (escape, length) = escape(at: index, in: bytes) else {
        index += 1
        continue
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      output.append(contentsOf: escape.utf8)
      index += length
      start = index
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
  }

  /// Whether a byte is ASCII that never needs an escape; nearly all are.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// What stands for the character at `index`, and how many bytes it replaces; nil to copy it.
  private static func escape(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (String, Int)? {
    switch bytes[index] {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case 0x0A: return ("\\n", 1)
    case 0x0D: return ("\\r", 1)
    case 0x09: return ("\\t", 1)
    case 0x00..<0x20, 0x7F:
      let digits = String(bytes[index], radix: 16)
      return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits, 1)
    case 0xC2 where bytes[index + 1] == 0x85: return ("\\u0085", 2)
    case 0xE2 where bytes[index + 1] == 0x80 && bytes[index + 2] == 0xA8: return ("\\u2028", 3)
    case 0xE2 where bytes[index + 1] == 0x80 && bytes[index + 2] == 0xA9: return ("\\u2029", 3)
    default: return nil
    }
  }
}
