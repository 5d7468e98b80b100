import JSON

/// A function expressions can call.
struct Function: Sendable {
  /// What a function does with its arguments, the receiver first; nil when it does not take values
  /// of these types.
  typealias Body = @Sendable (inout Evaluator, [Value]) throws(Failure) -> Value?

  /// How a function is called.
  enum Style: Sendable {
    /// `size(list)`
    case global
    /// `list.size()`
    case method
    case either
  }

  let name: String
  let style: Style
  /// How many arguments it takes, a receiver included.
  let arity: ClosedRange<Int>
  let body: Body

  init(_ name: String, _ style: Style, _ arity: ClosedRange<Int>, _ body: @escaping Body) {
    self.name = name
    self.style = style
    self.arity = arity
    self.body = body
  }

  init(_ name: String, _ style: Style, _ arity: Int, _ body: @escaping Body) {
    self.init(name, style, arity...arity, body)
  }

  /// Every function by its name.
  static let all: [String: Function] = {
    let functions =
      conversions + collections + texts + textEdits + times + math + bits + optionals + workflow
    return Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })
  }()

  /// The first parts of names such as `math.abs`.
  static let namespaces: Set<String> = ["math", "strings", "base64", "optional", "cel"]

  /// The function called as `name(…)`.
  static func global(_ name: String, _ count: Int, at offset: Int) throws(Failure) -> Function {
    guard let function = all[name] else { throw unknown(name, at: offset) }
    guard function.style != .method else {
      throw Failure(
        .unknownFunction, "\(name) is called on a value, as in value.\(name)(…)", at: offset)
    }
    return try function.checked(count, receivers: 0, at: offset)
  }

  /// The function called as `receiver.name(…)`, `count` not counting the receiver.
  static func method(_ name: String, _ count: Int, at offset: Int) throws(Failure) -> Function {
    guard let function = all[name] else { throw unknown(name, at: offset) }
    guard function.style != .global else {
      throw Failure(
        .unknownFunction, "\(name) is not called on a value; write \(name)(…)", at: offset)
    }
    return try function.checked(count + 1, receivers: 1, at: offset)
  }

  private func checked(
    _ count: Int, receivers: Int, at offset: Int
  ) throws(Failure) -> Function {
    guard arity.contains(count) else {
      let least = arity.lowerBound - receivers
      let most = arity.upperBound - receivers
      let wanted =
        least == most ? "\(least)" : most > 99 ? "at least \(least)" : "\(least) to \(most)"
      throw Failure(
        .unknownFunction,
        "\(name) takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count - receivers)",
        at: offset)
    }
    return self
  }

  private static func unknown(_ name: String, at offset: Int) -> Failure {
    var message = "there is no function '\(name)'"
    if let near = suggestion(for: name, among: all.keys.sorted()) {
      message += "; did you mean '\(near)'?"
    }
    return Failure(.unknownFunction, message, at: offset)
  }

  /// What to do about arguments of the wrong types, for the commonest cases.
  func advice(_ arguments: [Value]) -> String {
    switch name {
    case "contains" where arguments.first?.valueType == .list: "; write value in list"
    case "join": "; every element must be a string, as in list.map(x, text(x)).join(\", \")"
    default: ""
    }
  }
}
