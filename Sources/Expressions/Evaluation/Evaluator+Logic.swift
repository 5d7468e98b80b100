extension Evaluator {
  /// `&&` and `||`: the value `stop` decides, wherever it stands; an error counts only when none of
  /// the others decides.
  mutating func logical(_ operands: [Node], stop: Bool) throws(Failure) -> Value {
    var failure: Failure?
    for operand in operands {
      do throws(Failure) {
        guard case .bool(let value) = try value(of: operand) else {
          failure = failure ?? notBool(stop ? "||" : "&&", operand)
          continue
        }
        if value == stop { return .bool(stop) }
      } catch {
        guard error.kind != .limitExceeded else { throw error }
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return .bool(!stop)
  }

  private func notBool(_ symbol: String, _ operand: Node) -> Failure {
    Failure(
      .noMatchingOverload, "'\(symbol)' joins values that are true or false, and one is neither",
      at: operand.offset)
  }

  mutating func not(_ operand: Node, at offset: Int) throws(Failure) -> Value {
    let value = try value(of: operand)
    guard case .bool(let value) = value else {
      throw Failure(
        .noMatchingOverload, "'!' takes true or false, not \(value.valueType.word)", at: offset)
    }
    return .bool(!value)
  }

  mutating func conditional(_ arms: [Node.Arm], _ otherwise: Node) throws(Failure) -> Value {
    for arm in arms {
      let condition = try value(of: arm.condition)
      guard case .bool(let isMet) = condition else {
        throw Failure(
          .noMatchingOverload,
          "the condition before '?' is \(condition.valueType.word), neither true nor false",
          at: arm.offset)
      }
      if isMet { return try value(of: arm.result) }
    }
    return try value(of: otherwise)
  }

  mutating func list(_ elements: [Node.Element]) throws(Failure) -> Value {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      let value = try value(of: element.value)
      if element.isOptional {
        if let value = try unwrapped(value, at: element.offset) { values.append(value) }
      } else {
        values.append(value)
      }
    }
    return .list(Value.List(values))
  }

  mutating func map(_ nodes: [Node.MapEntry]) throws(Failure) -> Value {
    var builder = MapBuilder()
    for node in nodes {
      let key = try value(of: node.key)
      var value: Value? = try value(of: node.value)
      if node.isOptional, let optional = value {
        value = try unwrapped(optional, at: node.offset)
      }
      guard let value else { continue }
      do throws(Failure) {
        try builder.insert(key, value)
      } catch {
        throw error.placed(at: node.offset)
      }
    }
    return .map(builder.map)
  }

  private func unwrapped(_ value: Value, at offset: Int) throws(Failure) -> Value? {
    guard case .optional(let value) = value else {
      throw Failure(
        .noMatchingOverload, "after '?' stands an optional value, not \(value.valueType.word)",
        at: offset)
    }
    return value
  }
}

/// Collects the entries of a map, each key once.
struct MapBuilder {
  private var entries: [Value.Map.Entry] = []
  private var keys: Set<Value.Key> = []

  var map: Value.Map { Value.Map(entries: entries) }

  mutating func insert(_ key: Value, _ value: Value) throws(Failure) {
    if case .double = key { throw unsupported(key) }
    guard let name = Value.Key(key) else { throw unsupported(key) }
    guard keys.insert(name).inserted else {
      throw Failure(.invalidValue, "the map has the same key twice")
    }
    entries.append(Value.Map.Entry(key: key, value: value))
  }

  private func unsupported(_ key: Value) -> Failure {
    Failure(
      .noMatchingOverload,
      "a key of a map is a string, int, uint or bool, not \(key.valueType.word)")
  }
}

extension Node {
  /// Where the node starts, as far as it knows.
  fileprivate var offset: Int? {
    switch self {
    case .name(_, let offset), .presence(_, _, let offset), .call(_, _, let offset),
      .not(_, let offset), .negation(_, let offset):
      offset
    case .chain(_, let links): links.first?.start
    case .operation(let first, _): first.offset
    case .constant, .local, .list, .map, .and, .or, .conditional, .binding, .fallback: nil
    }
  }
}
