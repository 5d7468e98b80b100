/// A place in a JSON document, RFC 6901: `/steps/2/if`; the empty pointer is the whole document.
public struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
  /// The pointer's text, escaped.
  public let description: String

  /// The whole document.
  public static let root = JSONPointer(escaped: "")

  private init(escaped: String) { description = escaped }

  /// A pointer from its text as it stands in an error or a schema.
  public init?(_ text: String) {
    guard text.isEmpty || text.hasPrefix("/") else { return nil }
    description = text
  }

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
    guard !description.isEmpty else { return [] }
    return description.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      .map { token in
        guard token.contains("~") else { return String(token) }
        return token.split(separator: "~1", omittingEmptySubsequences: false)
          .map {
            $0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
          }
          .joined(separator: "/")
      }
  }
}

extension JSON {
  /// The value at a place, or nil where there is none.
  public func value(at pointer: JSONPointer) -> JSON? {
    var current = self
    for token in pointer.tokens {
      let next = current.arrayValue == nil ? current[token] : Int(token).flatMap { current[$0] }
      guard let next else { return nil }
      current = next
    }
    return current
  }
}
