extension Function {
  /// Questions about text.
  static let texts = [
    Function("contains", .method, 2) { (evaluator, arguments) throws(Failure) in
      guard let (text, part) = try pair(arguments, &evaluator) else { return nil }
      return .bool(SequenceSearch(part.utf8).first(in: Array(text.utf8)) != nil)
    },
    Function("startsWith", .method, 2) { (evaluator, arguments) throws(Failure) in
      guard let (text, part) = try pair(arguments, &evaluator) else { return nil }
      return .bool(text.utf8.starts(with: part.utf8))
    },
    Function("endsWith", .method, 2) { (evaluator, arguments) throws(Failure) in
      guard let (text, part) = try pair(arguments, &evaluator) else { return nil }
      return .bool(text.utf8.reversed().starts(with: part.utf8.reversed()))
    },
    Function("matches", .either, 2) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0], case .string(let pattern) = arguments[1] else {
        return nil
      }
      return .bool(try evaluator.pattern(pattern).matches(text, &evaluator.budget))
    },
    Function("charAt", .method, 2) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0], case .int(let index) = arguments[1] else {
        return nil
      }
      let scalars = try scalars(of: text, &evaluator)
      let position = try position(index, in: scalars)
      return .string(position == scalars.count ? "" : String(scalars[position]))
    },
    Function("indexOf", .method, 2...3) { (evaluator, arguments) throws(Failure) in
      guard let (text, part) = try pair(arguments, &evaluator) else { return nil }
      let haystack = try scalars(of: text, &evaluator)
      guard let start = try offset(arguments, in: haystack, otherwise: 0) else { return nil }
      let found = SequenceSearch(part.unicodeScalars).first(in: haystack, from: start)
      return .int(Int64(found ?? -1))
    },
    Function("lastIndexOf", .method, 2...3) { (evaluator, arguments) throws(Failure) in
      guard let (text, part) = try pair(arguments, &evaluator) else { return nil }
      let haystack = try scalars(of: text, &evaluator)
      guard let start = try offset(arguments, in: haystack, otherwise: haystack.count) else {
        return nil
      }
      let found = SequenceSearch(part.unicodeScalars).last(in: haystack, upTo: start)
      return .int(Int64(found ?? -1))
    },
  ]

  /// `matches` with its pattern known; it takes the text alone.
  static func matching(_ pattern: Pattern) -> Function {
    Function("matches", .either, 1) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0] else { return nil }
      return .bool(try pattern.matches(text, &evaluator.budget))
    }
  }

  /// Two texts, paid for as one that is scanned; nil where one is no text.
  static func pair(
    _ arguments: [Value], _ evaluator: inout Evaluator
  ) throws(Failure) -> (String, String)? {
    guard case .string(let first) = arguments[0], case .string(let second) = arguments[1] else {
      return nil
    }
    try evaluator.budget.charge(bytes: first.utf8.count + second.utf8.count)
    return (first, second)
  }

  /// The characters that indexes count.
  static func scalars(
    of text: String, _ evaluator: inout Evaluator
  ) throws(Failure) -> [Unicode.Scalar] {
    try evaluator.budget.charge(bytes: text.utf8.count * 4)
    return Array(text.unicodeScalars)
  }

  /// An index as a position from 0 to the end of the text.
  static func position(
    _ index: Int64, in scalars: [Unicode.Scalar]
  ) throws(Failure) -> Int {
    guard index >= 0, index <= scalars.count else {
      throw Failure(
        .invalidValue, "index \(index) is out of range; the text has \(scalars.count) characters")
    }
    return Int(index)
  }

  /// The third argument as a position, or nil where it is no int.
  private static func offset(
    _ arguments: [Value], in scalars: [Unicode.Scalar], otherwise: Int
  ) throws(Failure) -> Int? {
    guard arguments.count == 3 else { return otherwise }
    guard case .int(let index) = arguments[2] else { return nil }
    return try position(index, in: scalars)
  }
}
