/// A text that equals only the same sequence of Unicode scalars, as RFC 8259 (section 8.3) compares
/// names: Swift's `String` takes `é` and `e` with a combining accent for equal.
///
/// Ordered by its UTF-8 bytes.
public struct ExactText: Sendable, Hashable, Comparable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static func == (left: Self, right: Self) -> Bool { left.text.isExactly(right.text) }

  /// Equal texts are canonically equivalent, so the hash of `String` serves.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }

  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}

extension String {
  /// Whether both are the same scalars; the cheap tests come first and nearly always decide.
  func isExactly(_ other: String) -> Bool {
    utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
  }
}
