/// A place in a JSON document, RFC 6901: `/steps/2/if`; the empty pointer is the whole document.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  private let escaped: ExactText

  /// The whole document.
  public static let root = JSONPointer(escaped: "")

  private init(escaped: String) { self.escaped = ExactText(escaped) }

  /// A pointer from its text as it stands in an error or a schema; nil for a text that is none.
  public init?(_ text: String) {
    guard text.isEmpty || text.utf8.first == UInt8(ascii: "/") else { return nil }
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "~") {
      guard index + 1 < bytes.count, "01".utf8.contains(bytes[index + 1]) else { return nil }
    }
    escaped = ExactText(text)
  }

  /// The pointer's text, escaped.
  public var description: String { escaped.text }

  /// The place of a member within this place.
  public func appending(_ key: String) -> JSONPointer {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return JSONPointer(escaped: "\(description)/\(key)")
    }
    var escaped = ""
    for character in key.unicodeScalars {
      switch character {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.unicodeScalars.append(character)
      }
    }
    return JSONPointer(escaped: "\(description)/\(escaped)")
  }

  /// The place of an element within this place.
  public func appending(_ index: Int) -> JSONPointer {
    JSONPointer(escaped: "\(description)/\(index)")
  }

  /// The steps from the document to the place, unescaped.
  public var tokens: [String] {
    // By bytes: a slash and a combining accent after it make one Character.
    description.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst().map { Self.unescaped($0) }
  }

  private static func unescaped(_ token: Substring.UTF8View) -> String {
    let tilde = UInt8(ascii: "~")
    guard token.contains(tilde) else { return String(Substring(token)) }
    var bytes: [UInt8] = []
    var isEscape = false
    for byte in token {
      switch (isEscape, byte) {
      case (true, UInt8(ascii: "0")): bytes.append(tilde)
      case (true, _): bytes.append(UInt8(ascii: "/"))
      case (false, tilde): break
      case (false, _): bytes.append(byte)
      }
      isEscape = !isEscape && byte == tilde
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSON {
  /// The value at a place, or nil where there is none.
  public func value(at pointer: JSONPointer) -> JSON? {
    var current = self
    for token in pointer.tokens {
      guard let next = current.part(named: token) else { return nil }
      current = next
    }
    return current
  }

  /// The member or the element that a pointer's token names; an index has no sign and no zeros
  /// before it.
  public func part(named token: String) -> JSON? {
    guard case .array = self else { return self[token] }
    guard let index = Int(token), String(index) == token else { return nil }
    return self[index]
  }
}
