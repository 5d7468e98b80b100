public import JSON

/// An expression of the Common Expression Language, parsed and checked, ready to be evaluated.
///
/// The language is that of https://github.com/google/cel-spec (`doc/langdef.md`) without messages and
/// containers, with the extensions for strings, mathematics, optional values, two-variable macros,
/// bindings and base64, and with `json`, `text`, `merge`, `default`, `join`, `split`, `lower`, `upper`,
/// `trim` and `now`. Evaluating reads nothing but the environment and always ends.
public struct Expression: Sendable {
  /// The text of the expression.
  public let source: String
  private let root: Node
  private let slots: Int
  private let readings: [Reading]
  /// How many characters stand before the expression in the text it was found in.
  private let indent: Int

  /// Parses a text, and refuses unknown functions, wrong numbers of arguments and bad patterns.
  ///
  /// Longer texts than 64 KiB and deeper ones than 128 levels are `limitExceeded`.
  public init(parsing source: String) throws(ExpressionError) {
    var parser = Parser(bytes: Array(source.utf8))
    do throws(Failure) {
      let root = try parser.whole()
      self.init(source: source, root: root, parser: parser, indent: 0)
    } catch {
      throw error.error(in: source)
    }
  }

  init(source: String, root: Node, parser: Parser, indent: Int) {
    self.source = source
    self.root = root
    self.indent = indent
    slots = parser.slots
    readings = parser.readings
  }

  /// The paths the expression reads, as far as its text says, each once and in order:
  /// `steps["fetch-data"].result.size() > index` reads `["steps", "fetch-data", "result"]` and
  /// `["index"]`. It reads nothing else.
  public var references: [[String]] {
    var seen: Set<[String]> = []
    return readings.map(\.path).filter { seen.insert($0).inserted }
  }

  /// Refuses names other than these and those of types, with the nearest as a suggestion.
  ///
  /// A name with dots, such as `a.b`, allows what starts with it.
  public func check(names: Set<String>) throws(ExpressionError) {
    for reading in readings where !isKnown(reading.path, names) {
      let name = reading.path[0]
      var message = "there is no '\(name)' here; there is \(names.sorted().joined(separator: ", "))"
      if let near = suggestion(for: name, among: names.sorted()) {
        message = "there is no '\(name)' here; did you mean '\(near)'?"
      }
      throw error(Failure(.unknownName, message, at: reading.offset))
    }
  }

  private func isKnown(_ path: [String], _ names: Set<String>) -> Bool {
    for count in 1...path.count {
      let name = path.prefix(count).joined(separator: ".")
      if names.contains(name) || ValueType.named[name] != nil { return true }
    }
    return false
  }

  /// The value of the expression.
  ///
  /// It costs at most `costLimit` units of work (see `ExpressionLimits.cost`); more is
  /// `limitExceeded`.
  public func evaluate(
    in environment: Environment, costLimit: Int = ExpressionLimits.cost
  ) throws(ExpressionError) -> Value {
    var budget = Budget(limit: costLimit)
    return try result(environment, &budget) { (value, _) throws(Failure) in value }
  }

  /// The value of the expression as JSON: bytes in base64, timestamps as RFC 3339, durations as
  /// `"1.5s"`. NaN, infinities, types and absent optional values are `notJSON`.
  public func json(
    in environment: Environment, costLimit: Int = ExpressionLimits.cost
  ) throws(ExpressionError) -> JSON {
    var budget = Budget(limit: costLimit)
    return try json(environment, &budget)
  }

  /// The value of a condition; anything but true or false is a `typeMismatch`.
  public func condition(
    in environment: Environment, costLimit: Int = ExpressionLimits.cost
  ) throws(ExpressionError) -> Bool {
    var budget = Budget(limit: costLimit)
    return try result(environment, &budget) { (value, _) throws(Failure) in
      guard case .bool(let holds) = value else {
        throw Failure(
          .typeMismatch,
          "a condition is true or false, and this is \(value.valueType.word); compare it with something"
        )
      }
      return holds
    }
  }

  func json(_ environment: Environment, _ budget: inout Budget) throws(ExpressionError) -> JSON {
    try result(environment, &budget) { (value, budget) throws(Failure) in try value.json(&budget) }
  }

  func text(_ environment: Environment, _ budget: inout Budget) throws(ExpressionError) -> String {
    try result(environment, &budget) { (value, budget) throws(Failure) in try value.text(&budget) }
  }

  private func result<Result>(
    _ environment: Environment, _ budget: inout Budget,
    _ convert: (Value, inout Budget) throws(Failure) -> Result
  ) throws(ExpressionError) -> Result {
    var evaluator = Evaluator(
      environment: environment, source: source, slots: slots, budget: budget)
    defer { budget = evaluator.budget }
    do throws(Failure) {
      let value = try evaluator.value(of: root)
      return try convert(value, &evaluator.budget)
    } catch {
      throw self.error(error)
    }
  }

  private func error(_ failure: Failure) -> ExpressionError {
    let error = failure.error(in: source)
    return ExpressionError(
      kind: error.kind, message: error.message, column: error.column + indent)
  }
}

extension Expression: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.source.hasSameBytes(as: right.source)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(source) }
}

extension Expression: CustomStringConvertible {
  public var description: String { source }
}
