extension Evaluator {
  /// Runs a macro over the elements of a list, the keys of a map, or an optional value.
  mutating func visit(
    _ range: Value, with macro: Comprehension, at offset: Int
  ) throws(Failure) -> Value {
    switch macro.kind {
    case .all: return try search(range, macro, stop: false, at: offset)
    case .exists: return try search(range, macro, stop: true, at: offset)
    case .existsOne: return try countOne(range, macro, at: offset)
    case .map, .transformList: return try collect(range, macro, at: offset)
    case .filter: return try filter(range, macro, at: offset)
    case .transformMap: return try transformMap(range, macro, at: offset)
    case .optMap, .optFlatMap: return try transformOptional(range, macro, at: offset)
    }
  }

  /// The number of elements a macro visits.
  private func count(
    _ range: Value, _ macro: Comprehension, at offset: Int
  ) throws(Failure) -> Int {
    switch range {
    case .list(let list): return list.count
    case .map(let map): return map.count
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type,
      .optional:
      throw Failure(
        .noMatchingOverload,
        "\(macro.kind.rawValue) visits a list or a map, not \(range.valueType.word)", at: offset)
    }
  }

  /// Sets the macro's variables for one element and returns the first of them: of a list the
  /// element, or index and element; of a map the key, or key and value.
  @discardableResult
  private mutating func bind(
    _ range: Value, _ position: Int, _ macro: Comprehension
  ) throws(Failure) -> Value {
    try budget.charge(1)
    var first = Value.null
    var second = Value.null
    switch range {
    case .list(let list):
      first = macro.hasSecondVariable ? .int(Int64(position)) : list[position]
      if macro.hasSecondVariable { second = list[position] }
    case .map(let map):
      let entry = map.entry(at: position)
      (first, second) = (entry.key, entry.value)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type,
      .optional:
      break
    }
    locals[macro.slot] = first
    if macro.hasSecondVariable { locals[macro.slot + 1] = second }
    return first
  }

  /// A predicate's answer for the element that is bound.
  private mutating func holds(
    _ predicate: Node, _ macro: Comprehension, at offset: Int
  ) throws(Failure) -> Bool {
    let value = try value(of: predicate)
    guard case .bool(let holds) = value else {
      throw Failure(
        .noMatchingOverload,
        "the condition of \(macro.kind.rawValue) is \(value.valueType.word), not true or false",
        at: offset)
    }
    return holds
  }

  /// `all` and `exists`: the answer `stop` ends the search; an error counts only where none gives it.
  private mutating func search(
    _ range: Value, _ macro: Comprehension, stop: Bool, at offset: Int
  ) throws(Failure) -> Value {
    var failure: Failure?
    for position in 0..<(try count(range, macro, at: offset)) {
      try bind(range, position, macro)
      do throws(Failure) {
        if try holds(macro.body, macro, at: offset) == stop { return .bool(stop) }
      } catch {
        guard error.kind != .limitExceeded else { throw error }
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
    return .bool(!stop)
  }

  private mutating func countOne(
    _ range: Value, _ macro: Comprehension, at offset: Int
  ) throws(Failure) -> Value {
    var found = 0
    for position in 0..<(try count(range, macro, at: offset)) {
      try bind(range, position, macro)
      if try holds(macro.body, macro, at: offset) { found += 1 }
    }
    return .bool(found == 1)
  }

  private mutating func collect(
    _ range: Value, _ macro: Comprehension, at offset: Int
  ) throws(Failure) -> Value {
    var values: [Value] = []
    for position in 0..<(try count(range, macro, at: offset)) {
      try bind(range, position, macro)
      if let filter = macro.filter, !(try holds(filter, macro, at: offset)) { continue }
      values.append(try value(of: macro.body))
    }
    return .list(Value.List(values))
  }

  private mutating func filter(
    _ range: Value, _ macro: Comprehension, at offset: Int
  ) throws(Failure) -> Value {
    var values: [Value] = []
    for position in 0..<(try count(range, macro, at: offset)) {
      let element = try bind(range, position, macro)
      if try holds(macro.body, macro, at: offset) { values.append(element) }
    }
    return .list(Value.List(values))
  }

  /// The keys of a map or the indexes of a list, with new values.
  private mutating func transformMap(
    _ range: Value, _ macro: Comprehension, at offset: Int
  ) throws(Failure) -> Value {
    var entries: [Value.Map.Entry] = []
    for position in 0..<(try count(range, macro, at: offset)) {
      let key = try bind(range, position, macro)
      if let filter = macro.filter, !(try holds(filter, macro, at: offset)) { continue }
      entries.append(Value.Map.Entry(key: key, value: try value(of: macro.body)))
    }
    return .map(Value.Map(entries: entries))
  }

  private mutating func transformOptional(
    _ range: Value, _ macro: Comprehension, at offset: Int
  ) throws(Failure) -> Value {
    guard case .optional(let inner) = range else {
      throw Failure(
        .noMatchingOverload,
        "\(macro.kind.rawValue) takes an optional value, not \(range.valueType.word)", at: offset)
    }
    guard let inner else { return range }
    locals[macro.slot] = inner
    let result = try value(of: macro.body)
    guard macro.kind == .optFlatMap else { return .optional(result) }
    guard case .optional = result else {
      throw Failure(
        .noMatchingOverload, "optFlatMap needs an optional result, not \(result.valueType.word)",
        at: offset)
    }
    return result
  }
}
