public import JSON

/// A text with expressions in it: `Summarize ${previous.title} in ${vars.language}`.
///
/// `$${` is a literal `${`. A text that is exactly one `${…}` keeps the JSON type of its value;
/// otherwise values become text: strings raw, others as JSON.
public struct TextTemplate: Sendable {
  private enum Part: Sendable {
    case text(String)
    case expression(Expression)
  }

  /// The text as it was written.
  public let source: String
  private let parts: [Part]

  /// Parses the expressions of a text. Columns of errors count in the text.
  public init(parsing source: String) throws(ExpressionError) {
    self.source = source
    guard !Self.isLiteral(source) else {
      parts = [.text(source)]
      return
    }
    do throws(Failure) {
      parts = try Self.parts(of: source)
    } catch {
      throw error.error(in: source)
    }
  }

  /// Whether a text has no `${`, which means itself.
  static func isLiteral(_ text: String) -> Bool {
    var isDollar = false
    for byte in text.utf8 {
      if isDollar, byte == UInt8(ascii: "{") { return false }
      isDollar = byte == UInt8(ascii: "$")
    }
    return true
  }

  private static func parts(of source: String) throws(Failure) -> [Part] {
    let bytes = Array(source.utf8)
    var parts: [Part] = []
    var text: [UInt8] = []
    var index = 0
    var columns = Columns(bytes: bytes)
    while let dollar = bytes[index...].firstIndex(of: UInt8(ascii: "$")) {
      text.append(contentsOf: bytes[index..<dollar])
      let rest = bytes[dollar...]
      if rest.starts(with: "$${".utf8) {
        text.append(contentsOf: "${".utf8)
        index = dollar + 3
      } else if rest.starts(with: "${".utf8) {
        if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
        text = []
        let (expression, end) = try expression(in: bytes, at: dollar + 2, &columns)
        parts.append(.expression(expression))
        index = end
      } else {
        text.append(bytes[dollar])
        index = dollar + 1
      }
    }
    text.append(contentsOf: bytes[index...])
    if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
    return parts
  }

  /// The expression that starts at a byte, and the first byte after its closing brace. The parser
  /// itself finds the brace, so braces in strings and maps are no question.
  private static func expression(
    in bytes: [UInt8], at start: Int, _ columns: inout Columns
  ) throws(Failure) -> (Expression, end: Int) {
    var parser = Parser(bytes: bytes, origin: start)
    do throws(Failure) {
      let root = try parser.embedded()
      let source = String(decoding: bytes[start..<parser.end], as: UTF8.self)
      let indent = columns.count(before: start)
      return (
        Expression(source: source, root: root, parser: parser, indent: indent), parser.end + 1
      )
    } catch {
      throw Failure(error.kind, error.message, at: (error.offset ?? 0) + start)
    }
  }

  /// Counts characters from place to place, so that many expressions in a long text stay cheap.
  private struct Columns {
    let bytes: [UInt8]
    private var position = 0
    private var count = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func count(before offset: Int) -> Int {
      count += String(decoding: bytes[position..<offset], as: UTF8.self).count
      position = offset
      return count
    }
  }

  /// Whether the text has no expressions, so that its value is always the same.
  public var isLiteral: Bool { expressions.isEmpty }

  /// The expressions in their order.
  public var expressions: [Expression] {
    parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
  }

  /// The paths the expressions read; see `Expression.references`.
  public var references: [[String]] {
    var seen: Set<[String]> = []
    return expressions.flatMap(\.references).filter { seen.insert($0).inserted }
  }

  /// Refuses unknown names; see `Expression.check(names:)`.
  public func check(names: Set<String>) throws(ExpressionError) {
    for expression in expressions { try expression.check(names: names) }
  }

  /// The text with its values, or the value itself where the text is one expression.
  public func json(
    in environment: Environment, costLimit: Int = ExpressionLimits.cost
  ) throws(ExpressionError) -> JSON {
    var budget = Budget(limit: costLimit)
    return try json(environment, &budget)
  }

  func json(_ environment: Environment, _ budget: inout Budget) throws(ExpressionError) -> JSON {
    if parts.count == 1, case .expression(let expression) = parts[0] {
      return try expression.json(environment, &budget)
    }
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .expression(let expression): result += try expression.text(environment, &budget)
      }
    }
    return .string(result)
  }
}
