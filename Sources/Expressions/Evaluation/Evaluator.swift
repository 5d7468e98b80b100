/// Walks the tree of one expression, paying for every step.
struct Evaluator {
  let environment: Environment
  /// The text of the expression, for errors that name a part of it.
  let source: String
  var budget: Budget
  /// The values of macro variables, by slot.
  var locals: [Value]
  /// The pattern compiled last, which a loop asks for again.
  private var compiled: (text: String, pattern: Pattern)?

  init(environment: Environment, source: String, slots: Int, budget: Budget) {
    self.environment = environment
    self.source = source
    self.budget = budget
    locals = Array(repeating: .null, count: slots)
  }

  mutating func value(of node: Node) throws(Failure) -> Value {
    try budget.charge(1)
    switch node {
    case .constant(let value): return value
    case .local(let slot): return locals[slot]
    case .name(let name, let offset): return try named(name, at: offset)
    case .chain(let base, let links): return try chain(base, links)
    case .operation(let first, let operations): return try operation(first, operations)
    case .and(let operands): return try logical(operands, stop: false)
    case .or(let operands): return try logical(operands, stop: true)
    case .not(let operand, let offset): return try not(operand, at: offset)
    case .negation(let operand, let offset): return try negation(operand, at: offset)
    case .conditional(let arms, let otherwise): return try conditional(arms, otherwise)
    case .call(let function, let arguments, let offset):
      return try call(function, values(of: arguments), at: offset)
    case .presence(let base, let field, let offset):
      return try presence(of: field, in: base, at: offset)
    case .list(let elements): return try list(elements)
    case .map(let entries): return try map(entries)
    case .binding(let values, let first, let body): return try binding(values, first, body)
    case .fallback(let path, let fallback): return try self.fallback(path, fallback)
    }
  }

  /// What the environment knows a name by, or the type of that name.
  private func named(_ name: String, at offset: Int) throws(Failure) -> Value {
    if let value = environment.lookup(name) { return value }
    if let type = ValueType.named[name] { return .type(type) }
    throw Failure(.unknownName, "nothing is known by the name '\(name)'", at: offset)
  }

  mutating func values(of nodes: [Node]) throws(Failure) -> [Value] {
    switch nodes.count {
    case 0: return []
    case 1: return [try value(of: nodes[0])]
    default:
      var values: [Value] = []
      values.reserveCapacity(nodes.count)
      for node in nodes { values.append(try value(of: node)) }
      return values
    }
  }

  mutating func call(
    _ function: Function, _ arguments: [Value], at offset: Int
  ) throws(Failure) -> Value {
    do throws(Failure) {
      if let value = try function.body(&self, arguments) { return value }
    } catch {
      throw error.placed(at: offset)
    }
    let types = arguments.map(\.valueType.word).joined(separator: ", ")
    throw Failure(
      .noMatchingOverload, "\(function.name) does not take (\(types))\(function.advice(arguments))",
      at: offset)
  }

  /// The compiled form of a pattern that is known only now.
  mutating func pattern(_ text: String) throws(Failure) -> Pattern {
    if let compiled, compiled.text.hasSameBytes(as: text) { return compiled.pattern }
    try budget.charge(16 + text.utf8.count)
    let pattern = try Pattern(text)
    try budget.charge(pattern.size)
    compiled = (text, pattern)
    return pattern
  }

  private mutating func binding(
    _ values: [Node], _ first: Int, _ body: Node
  ) throws(Failure) -> Value {
    for (index, node) in values.enumerated() { locals[first + index] = try value(of: node) }
    return try value(of: body)
  }

  /// `default(path, fallback)`: only a path that is not there leads to the fallback.
  private mutating func fallback(_ path: Node, _ fallback: Node) throws(Failure) -> Value {
    do throws(Failure) {
      return try value(of: path)
    } catch {
      switch error.kind {
      case .noSuchPath, .unknownName: return try value(of: fallback)
      case .syntax, .unknownFunction, .noMatchingOverload, .invalidValue, .typeMismatch, .overflow,
        .divisionByZero, .notJSON, .limitExceeded:
        throw error
      }
    }
  }
}
