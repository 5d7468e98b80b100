public import JSON

/// The name a peer gave its request: a string or an integer, echoed as it was in the answer.
public enum RequestID: Sendable, Hashable {
  case string(String)
  case integer(Int64)
  /// The digits of an integer beyond the range of `Int64`, with its sign.
  case largeInteger(String)

  /// The id in a message, or nil for what no id may be: null, fractions, booleans, structures.
  public init?(_ json: JSON) {
    switch json {
    case .string(let text): self = .string(text)
    case .int(let value): self = .integer(value)
    case .number(let text):
      guard text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }) else {
        return nil
      }
      self = .largeInteger(text)
    case .null, .bool, .double, .array, .object: return nil
    }
  }

  /// The id as it stands in a message.
  public var json: JSON {
    switch self {
    case .string(let text): .string(text)
    case .integer(let value): .int(value)
    case .largeInteger(let digits): .number(digits)
    }
  }
}
