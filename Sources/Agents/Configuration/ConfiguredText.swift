/// A text of the configuration that may take parts from the engine's environment: `${env.NAME}`.
///
/// Values are looked up when a call is made and kept nowhere. `$${` stands for `${` itself.
public struct ConfiguredText: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case literal(String)
    case variable(String)
  }

  let parts: [Part]

  /// A text that takes nothing from anywhere.
  public init(literal: String) { parts = [.literal(literal)] }

  /// Reads a text as the configuration has it.
  /// - Throws: `TextError` where a reference is malformed.
  public init(parsing text: String) throws(TextError) {
    var parts: [Part] = []
    var literal = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      literal += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      if literal.hasSuffix("$") {
        literal += "{"
        continue
      }
      guard let end = rest.firstIndex(of: "}") else {
        throw TextError(message: "`${` without `}`; write `$${` for the text itself")
      }
      parts += [.literal(literal), .variable(try Self.name(in: rest[..<end]))]
      literal = ""
      rest = rest[rest.index(after: end)...]
    }
    self.parts = (parts + [.literal(literal + rest)]).filter { $0 != .literal("") }
  }

  /// The name in `env.NAME`.
  private static func name(in reference: Substring) throws(TextError) -> String {
    let words = reference.split(separator: ".", omittingEmptySubsequences: false)
    guard words.count == 2, words[0] == "env", !words[1].isEmpty,
      words[1].allSatisfy({ $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) })
    else {
      throw TextError(message: "`${\(reference)}` is no reference; known is `${env.NAME}` only")
    }
    return String(words[1])
  }

  /// Why a text cannot be read.
  public struct TextError: Error, Sendable, Equatable {
    public let message: String
  }

  /// The names of the variables it needs.
  public var variables: [String] {
    parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }

  /// The text with the values of its variables.
  /// - Throws: `AgentError` of type `missingSecret` that names the variable that is not set.
  func resolved(_ environment: (String) -> String?) throws(AgentError) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .variable(let name):
        guard let value = environment(name) else {
          throw AgentError(
            type: "missingSecret",
            message: "the environment variable \(name) is not set; set it and start again",
            isRetryable: false)
        }
        text += value
      }
    }
    return text
  }
}
