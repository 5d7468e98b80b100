/// A variable that a configuration refers to instead of holding a secret: `${env.OPENAI_API_KEY}`.
public struct EnvironmentReference: Sendable, Hashable, CustomStringConvertible {
  /// The variable: a letter or `_`, then letters, digits and `_`.
  public let name: String

  /// Reads a text that is one reference and nothing else; nil for any other text.
  public init?(_ text: some StringProtocol) {
    guard text.hasPrefix("${env."), text.hasSuffix("}") else { return nil }
    let name = text.dropFirst(6).dropLast()
    guard Self.isName(name) else { return nil }
    self.name = String(name)
  }

  /// `${env.NAME}`.
  public var description: String { "${env.\(name)}" }

  /// The first part of a text that looks like a reference and is none, such as `${env:KEY}`,
  /// `${ENV.KEY}` or `${env.}`; nil where all is well. `$${` stands for a `${` that is meant.
  public static func firstMistake(in text: String) -> String? {
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      let after = rest[dollar...].dropFirst()
      if after.first == "$" {
        rest = after.dropFirst()
        continue
      }
      let end = after.firstIndex(of: "}").map { after.index(after: $0) } ?? after.endIndex
      let written = rest[dollar..<end]
      if written.prefix(5).lowercased() == "${env", Self(written) == nil {
        return String(written)
      }
      rest = after
    }
    return nil
  }

  private static func isName(_ name: some StringProtocol) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "_"), 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: false
      }
    }
  }
}
