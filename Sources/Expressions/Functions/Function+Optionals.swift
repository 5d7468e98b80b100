extension Function {
  /// Optional values, which `.?name` and `[?key]` make.
  static let optionals = [
    Function("optional.of", .global, 1) { _, arguments in .optional(arguments[0]) },
    Function("optional.none", .global, 0) { _, _ in .optional(nil) },
    Function("optional.ofNonZeroValue", .global, 1) { _, arguments in
      .optional(arguments[0].isZero ? nil : arguments[0])
    },
    Function("hasValue", .method, 1) { _, arguments in
      guard case .optional(let value) = arguments[0] else { return nil }
      return .bool(value != nil)
    },
    Function("value", .method, 1) { (_, arguments) throws(Failure) in
      guard case .optional(let value) = arguments[0] else { return nil }
      guard let value else {
        throw Failure(.noSuchPath, "the optional value is absent; use orValue(…)")
      }
      return value
    },
    Function("or", .method, 2) { _, arguments in
      guard case .optional(let value) = arguments[0], case .optional = arguments[1] else {
        return nil
      }
      return value == nil ? arguments[1] : arguments[0]
    },
    Function("orValue", .method, 2) { _, arguments in
      guard case .optional(let value) = arguments[0] else { return nil }
      return value ?? arguments[1]
    },
  ]
}
