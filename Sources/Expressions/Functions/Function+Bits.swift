extension Function {
  /// The bits of whole numbers: the rest of the mathematical extension of CEL.
  static let bits = [
    combine("math.bitAnd", { $0 & $1 }, { $0 & $1 }),
    combine("math.bitOr", { $0 | $1 }, { $0 | $1 }),
    combine("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
    Function("math.bitNot", .global, 1) { _, arguments in
      switch arguments[0] {
      case .int(let value): .int(~value)
      case .uint(let value): .uint(~value)
      default: nil
      }
    },
    shift("math.bitShiftLeft") { $0 << $1 },
    shift("math.bitShiftRight") { $0 >> $1 },
  ]

  private static func combine(
    _ name: String, _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
    _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
  ) -> Function {
    Function(name, .global, 2) { _, arguments in
      switch (arguments[0], arguments[1]) {
      case (.int(let left), .int(let right)): .int(signed(left, right))
      case (.uint(let left), .uint(let right)): .uint(unsigned(left, right))
      default: nil
      }
    }
  }

  /// A shift of the bits as they stand: the sign is a bit like the others.
  private static func shift(
    _ name: String, _ move: @escaping @Sendable (UInt64, Int64) -> UInt64
  ) -> Function {
    Function(name, .global, 2) { (_, arguments) throws(Failure) in
      guard case .int(let count) = arguments[1] else { return nil }
      guard count >= 0 else { throw Failure(.invalidValue, "bits are shifted by 0 or more") }
      switch arguments[0] {
      case .int(let value):
        return .int(Int64(bitPattern: move(UInt64(bitPattern: value), count)))
      case .uint(let value): return .uint(move(value, count))
      default: return nil
      }
    }
  }
}
