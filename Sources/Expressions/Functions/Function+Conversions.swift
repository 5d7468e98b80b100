extension Function {
  /// The functions that make a value of one type from one of another.
  static let conversions = [
    Function("int", .global, 1) { (_, arguments) throws(Failure) in try int(arguments[0]) },
    Function("uint", .global, 1) { (_, arguments) throws(Failure) in try uint(arguments[0]) },
    Function("double", .global, 1) { (_, arguments) throws(Failure) in try double(arguments[0]) },
    Function("string", .global, 1) { (evaluator, arguments) throws(Failure) in
      try string(arguments[0], &evaluator)
    },
    Function("bool", .global, 1) { (_, arguments) throws(Failure) in try bool(arguments[0]) },
    Function("bytes", .global, 1) { (evaluator, arguments) throws(Failure) in
      switch arguments[0] {
      case .bytes: return arguments[0]
      case .string(let text):
        try evaluator.budget.charge(bytes: text.utf8.count)
        return .bytes(Array(text.utf8))
      default: return nil
      }
    },
    Function("type", .global, 1) { _, arguments in .type(arguments[0].valueType) },
    Function("dyn", .global, 1) { _, arguments in arguments[0] },
  ]

  private static func int(_ value: Value) throws(Failure) -> Value? {
    let result: Int64?
    switch value {
    case .int: return value
    case .uint(let number): result = Int64(exactly: number)
    case .double(let number):
      result = number > -0x1p63 && number < 0x1p63 ? Int64(number) : nil
    case .timestamp(let timestamp): result = timestamp.seconds
    case .string(let text):
      guard let number = Int64(text), !text.hasPrefix("+") else { throw unreadable(text, "an int") }
      result = number
    default: return nil
    }
    guard let result else { throw Failure(.overflow, "the number is beyond the range of int") }
    return .int(result)
  }

  private static func uint(_ value: Value) throws(Failure) -> Value? {
    let result: UInt64?
    switch value {
    case .uint: return value
    case .int(let number): result = UInt64(exactly: number)
    case .double(let number): result = number > -1 && number < 0x1p64 ? UInt64(number) : nil
    case .string(let text):
      guard let number = UInt64(text), !text.hasPrefix("+") else {
        throw unreadable(text, "a uint")
      }
      result = number
    default: return nil
    }
    guard let result else { throw Failure(.overflow, "the number is beyond the range of uint") }
    return .uint(result)
  }

  private static func double(_ value: Value) throws(Failure) -> Value? {
    switch value {
    case .double: return value
    case .int(let number): return .double(Double(number))
    case .uint(let number): return .double(Double(number))
    case .string(let text):
      let isDecimal = !text.utf8.contains { $0 | 0x20 == UInt8(ascii: "x") }
      guard isDecimal, let number = Double(text) else { throw unreadable(text, "a double") }
      return .double(number)
    default: return nil
    }
  }

  private static func string(
    _ value: Value, _ evaluator: inout Evaluator
  ) throws(Failure) -> Value? {
    switch value {
    case .string: return value
    case .bool(let value): return .string(String(value))
    case .int(let number): return .string(String(number))
    case .uint(let number): return .string(String(number))
    case .double(let number): return .string(number.shortText)
    case .timestamp(let timestamp): return .string(timestamp.description)
    case .duration(let duration): return .string(duration.description)
    case .bytes(let bytes):
      try evaluator.budget.charge(bytes: bytes.count)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure(.invalidValue, "the bytes are not UTF-8; use base64.encode(…)")
      }
      return .string(text)
    case .null, .list, .map, .type, .optional: return nil
    }
  }

  private static func bool(_ value: Value) throws(Failure) -> Value? {
    switch value {
    case .bool: return value
    case .string("1"), .string("t"), .string("true"), .string("TRUE"), .string("True"):
      return .bool(true)
    case .string("0"), .string("f"), .string("false"), .string("FALSE"), .string("False"):
      return .bool(false)
    case .string(let text): throw unreadable(text, "true or false")
    default: return nil
    }
  }

  static func unreadable(_ text: String, _ wanted: String) -> Failure {
    Failure(.invalidValue, "\"\(text.prefix(64))\" does not read as \(wanted)")
  }
}

extension Double {
  /// The shortest text that reads as this number, whole numbers without their `.0`.
  var shortText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
