extension Value {
  /// Whether both are equal as `==` has it: numbers by what they count, text byte by byte, lists and
  /// maps by what they hold; values of different types are not equal.
  func equals(_ other: Value, _ budget: inout Budget) throws(Failure) -> Bool {
    switch (self, other) {
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.string(let left), .string(let right)):
      try budget.charge(bytes: min(left.utf8.count, right.utf8.count))
      return left.hasSameBytes(as: right)
    case (.bytes(let left), .bytes(let right)):
      try budget.charge(bytes: min(left.count, right.count))
      return left == right
    case (.list(let left), .list(let right)): return try left.equals(right, &budget)
    case (.map(let left), .map(let right)): return try left.equals(right, &budget)
    case (.timestamp(let left), .timestamp(let right)): return left == right
    case (.duration(let left), .duration(let right)): return left == right
    case (.type(let left), .type(let right)): return left == right
    case (.optional(let left), .optional(let right)):
      guard let left, let right else { return left == nil && right == nil }
      return try left.equals(right, &budget)
    default:
      // Numbers of the same or of different types; anything else has no order and is not equal.
      return isNumber && other.isNumber && compare(other) == .same
    }
  }

  var isNumber: Bool {
    switch self {
    case .int, .uint, .double: true
    case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type, .optional: false
    }
  }
}

extension Value.List {
  fileprivate func equals(_ other: Self, _ budget: inout Budget) throws(Failure) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count {
      try budget.charge(1)
      guard try self[index].equals(other[index], &budget) else { return false }
    }
    return true
  }
}

extension Value.Map {
  fileprivate func equals(_ other: Self, _ budget: inout Budget) throws(Failure) -> Bool {
    guard count == other.count else { return false }
    for position in 0..<count {
      try budget.charge(other.lookupCost)
      let entry = entry(at: position)
      guard let key = Value.Key(entry.key), let value = other[key],
        try entry.value.equals(value, &budget)
      else { return false }
    }
    return true
  }
}
