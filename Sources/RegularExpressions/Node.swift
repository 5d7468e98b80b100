/// What a pattern says, before it is compiled.
indirect enum Node: Sendable {
  /// Exactly this scalar.
  case scalar(Unicode.Scalar)
  /// One scalar of the set with this index.
  case set(Int)
  /// Nothing but a condition on the place.
  case assertion(Assertion)
  /// One after the other; the empty sequence matches the empty text.
  case sequence([Node])
  /// One of them.
  case choice([Node])
  /// So many times in a row; without `maximum`, any number from `minimum` on.
  case repetition(Node, minimum: Int, maximum: Int?)
}

/// A condition on a place between two scalars.
enum Assertion: Sendable {
  case textStart, textEnd
  case lineStart, lineEnd
  case wordBoundary, notWordBoundary

  func holds(after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool {
    switch self {
    case .textStart: previous == nil
    case .textEnd: next == nil
    case .lineStart: previous == nil || previous == "\n"
    case .lineEnd: next == nil || next == "\n"
    case .wordBoundary: Self.isWord(previous) != Self.isWord(next)
    case .notWordBoundary: Self.isWord(previous) == Self.isWord(next)
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar {
    case .some("a"..."z"), .some("A"..."Z"), .some("0"..."9"), .some("_"): true
    case .some, .none: false
    }
  }
}
