import RegularExpressions

/// A pattern of `matches`, in RE2's syntax, whose work is paid for like all other.
struct Pattern: Sendable {
  private let expression: RegularExpression

  /// Compiles a pattern, or says why it is none.
  init(_ text: String) throws(Failure) {
    do throws(RegularExpressionError) {
      expression = try RegularExpression(text, dialect: .re2)
    } catch {
      throw Failure(
        error.kind == .tooLarge ? .limitExceeded : .syntax, "the pattern is not valid: \(error)")
    }
  }

  /// The number of instructions.
  var size: Int { expression.size }

  /// Whether the pattern occurs anywhere in the text; one unit pays for 16 steps of the search.
  func matches(_ text: String, _ budget: inout Budget) throws(Failure) -> Bool {
    try budget.charge(1 + size / 64)
    let allowance = budget.remaining.multipliedReportingOverflow(by: 16)
    let limit = allowance.overflow ? Int.max : allowance.partialValue
    var steps = limit
    let found: Bool
    do throws(RegularExpressionError) {
      found = try expression.matches(text, steps: &steps)
    } catch {
      throw budget.exceeded
    }
    try budget.charge((limit - steps) / 16)
    return found
  }
}
