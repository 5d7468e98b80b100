/// A regular expression in RE2's syntax, matched in time linear in the text.
///
/// The syntax is that of https://github.com/google/re2/wiki/Syntax without scripts (`\p{Greek}`) and
/// `\C`. It is compiled to a program for a nondeterministic machine that is run on all its states at
/// once (Ken Thompson, "Regular Expression Search Algorithm", 1968), so no text makes it backtrack.
struct Pattern: Sendable {
  let program: PatternProgram

  /// Compiles a pattern, or says why it is none.
  init(_ text: String) throws(Failure) {
    var parser = PatternParser(text)
    program = try PatternProgram(try parser.pattern())
  }

  /// The number of instructions.
  var size: Int { program.instructions.count }

  /// Whether the pattern occurs anywhere in the text.
  func matches(_ text: String, _ budget: inout Budget) throws(Failure) -> Bool {
    try budget.charge(1 + size / 64)
    var machine = PatternMachine(program)
    return try machine.matches(text, &budget)
  }
}

/// A regular expression as a tree.
indirect enum PatternNode {
  case empty
  case scalar(Unicode.Scalar)
  case set(ScalarSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// At least so many times, and at most; nil for any number.
  case repetition(PatternNode, Int, Int?)
}

/// What must hold between two characters.
enum PatternAssertion: Sendable {
  case textStart
  case textEnd
  case lineStart
  case lineEnd
  case wordBoundary
  case noWordBoundary

  func holds(after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool {
    switch self {
    case .textStart: previous == nil
    case .textEnd: next == nil
    case .lineStart: previous == nil || previous == "\n"
    case .lineEnd: next == nil || next == "\n"
    case .wordBoundary: Self.isWord(previous) != Self.isWord(next)
    case .noWordBoundary: Self.isWord(previous) == Self.isWord(next)
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z", "_": true
    default: false
    }
  }
}
