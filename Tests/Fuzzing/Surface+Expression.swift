import Expressions
import JSON
import RegularExpressions

extension Surface {
  static let expressions = Surface(
    "expressions", corpus: Corpus.expressions, tokens: Corpus.expressionTokens
  ) { text, _ in
    guard let source = String(validating: text, as: UTF8.self) else { return nil }
    do throws(ExpressionError) {
      let expression = try Expression(parsing: source)
      let first = outcome { () throws(ExpressionError) in
        try expression.json(in: names, costLimit: cost)
      }
      let again = outcome { () throws(ExpressionError) in
        try Expression(parsing: source).json(in: names, costLimit: cost)
      }
      return first == again ? nil : "it has two values: \(first) and \(again)"
    } catch {
      return "\(error)".isEmpty ? "a refusal without words" : nil
    }
  }

  static let templates = Surface(
    "templates", corpus: Corpus.templates, tokens: Corpus.expressionTokens
  ) { text, _ in
    guard let source = String(validating: text, as: UTF8.self) else { return nil }
    do throws(ExpressionError) {
      let template = try JSONTemplate(["text": .string(source)])
      _ = outcome { () throws(ExpressionError) in try template.json(in: names, costLimit: cost) }
      return nil
    } catch {
      return "\(error)".isEmpty ? "a refusal without words" : nil
    }
  }

  /// The pattern is the first line of the text, the rest is searched.
  static let patterns = Surface(
    "patterns", corpus: Corpus.patterns, tokens: Corpus.patternTokens
  ) { text, chance in
    guard let source = String(validating: text, as: UTF8.self) else { return nil }
    let parts = source.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    do throws(RegularExpressionError) {
      let dialect: RegularExpression.Dialect = chance.below(2) == 0 ? .re2 : .ecmaScript
      let pattern = try RegularExpression(String(parts[0]), dialect: dialect)
      var steps = 100_000
      _ = try pattern.matches(parts.count > 1 ? String(parts[1]) : source, steps: &steps)
      return nil
    } catch {
      return error.message.isEmpty ? "a refusal without words" : nil
    }
  }
}

private let cost = 20_000

private let value: JSON = [
  "text": "ä\u{301}b", "list": [1, 2.5, "x", .null], "n": 7, "deep": [[[]]],
]

/// The names that expressions may use.
private var names: Environment {
  Environment(now: 1_700_000_000_000) { name in
    ["input", "steps", "vars", "previous"].contains(name) ? Value(value) : nil
  }
}

/// The value as a text, or the error.
private func outcome(_ body: () throws(ExpressionError) -> JSON) -> String {
  do throws(ExpressionError) { return try body().text } catch { return "\(error)" }
}
