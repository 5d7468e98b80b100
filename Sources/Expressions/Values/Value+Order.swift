extension Value {
  enum Order {
    case before
    case same
    case after
    /// One of them is NaN.
    case none
  }

  /// How this value stands to another, or nil for values that have no order among them.
  func compare(_ other: Value) -> Order? {
    switch (self, other) {
    case (.int(let left), .int(let right)): order(left, right)
    case (.uint(let left), .uint(let right)): order(left, right)
    case (.double(let left), .double(let right)): order(left, right)
    case (.int(let left), .uint(let right)): left < 0 ? .before : order(UInt64(left), right)
    case (.uint(let left), .int(let right)): right < 0 ? .after : order(left, UInt64(right))
    case (.int(let left), .double(let right)): order(Double(left), right)
    case (.uint(let left), .double(let right)): order(Double(left), right)
    case (.double(let left), .int(let right)): order(left, Double(right))
    case (.double(let left), .uint(let right)): order(left, Double(right))
    case (.bool(let left), .bool(let right)): order(left ? 1 : 0, right ? 1 : 0)
    case (.string(let left), .string(let right)): order(bytes: left.utf8, right.utf8)
    case (.bytes(let left), .bytes(let right)): order(bytes: left, right)
    case (.timestamp(let left), .timestamp(let right)): order(left, right)
    case (.duration(let left), .duration(let right)): order(left.nanoseconds, right.nanoseconds)
    default: nil
    }
  }

  private func order<T: Comparable>(_ left: T, _ right: T) -> Order {
    left < right ? .before : left > right ? .after : left == right ? .same : .none
  }

  /// By the bytes of UTF-8, which is the order of code points.
  private func order(bytes left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Order {
    if left.lexicographicallyPrecedes(right) { return .before }
    return right.lexicographicallyPrecedes(left) ? .after : .same
  }
}
