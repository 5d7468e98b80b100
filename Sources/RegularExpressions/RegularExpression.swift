/// A regular expression that is matched in time linear in the text, whatever the pattern.
///
/// The syntax is RE2's (https://github.com/google/re2/wiki/Syntax) and, for patterns of JSON Schema,
/// the part of ECMA-262's that a linear engine can run: lookaround and backreferences are refused.
/// Text is a sequence of Unicode scalars, never of grapheme clusters. Scripts (`\p{Greek}`) are
/// refused; general categories (`\p{Lu}`) and some properties (`\p{Alphabetic}`) are read.
public struct RegularExpression: Sendable {
  /// Where RE2 and ECMA-262 read the same pattern differently.
  public enum Dialect: Sendable {
    /// `\s` is `[\t\n\f\r ]`, `.` excludes `\n` alone, `[]a]` holds `]`, `[[:alpha:]]` is a class.
    case re2
    /// `\s` is Unicode white space, `.` excludes every line terminator, `[]` is empty.
    case ecmaScript
  }

  /// The pattern as it was given.
  public let pattern: String
  private let program: Program

  /// Reads a pattern and compiles it to at most 20,000 instructions; a counted repetition may ask
  /// for at most 1000, groups may nest 200 deep.
  public init(
    _ pattern: String, dialect: Dialect = .re2
  ) throws(RegularExpressionError) {
    self.pattern = pattern
    var parser = Parser(pattern: pattern, dialect: dialect)
    program = try Program(try parser.whole(), sets: parser.sets)
  }

  /// How large the compiled pattern is, in instructions.
  public var size: Int { program.instructions.count }

  /// Whether the pattern is found anywhere in the text.
  public func matches(_ text: String) -> Bool {
    var steps = Int.max
    return Simulation(program).run(over: text, steps: &steps) ?? false
  }

  /// Whether the pattern is found anywhere in the text, within a budget.
  ///
  /// `steps` is lowered by one for every instruction looked at (about the length of the text times
  /// the alternatives alive at once); when it is used up the search ends with a
  /// `RegularExpressionError` of kind `tooManySteps`.
  public func matches(
    _ text: String, steps: inout Int
  ) throws(RegularExpressionError) -> Bool {
    guard let found = Simulation(program).run(over: text, steps: &steps) else {
      throw RegularExpressionError(
        kind: .tooManySteps, message: "the search took more steps than it was allowed", offset: 0)
    }
    return found
  }
}
