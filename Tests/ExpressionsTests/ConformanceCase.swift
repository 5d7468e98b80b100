import Expressions

/// One test of the conformance suite of the CEL specification: `simple.proto`'s `SimpleTest`.
struct ConformanceCase {
  enum Expectation {
    case value(Value)
    case error
    /// What a static type checker would deduce; Stepwell deduces no types.
    case type
  }

  /// `file/section/test`
  let name: String
  let message: TextMessage

  var expression: String { message.text("expr") ?? "" }

  /// Whether the test cannot be stated without protocol buffers.
  ///
  /// It can not when it names a message, an enumeration or a wrapper type, resolves names in the
  /// package of the test's messages, or binds or expects a message. Timestamps and durations are
  /// types of CEL itself, though their names and bindings come from protocol buffers, and stay.
  var needsProtocolBuffers: Bool {
    let container = message.text("container") ?? ""
    if container.hasPrefix("cel.expr.conformance") || container == "google.protobuf" { return true }
    let words = message.words.filter { word in
      !["google.protobuf.Timestamp", "google.protobuf.Duration"].contains { word.hasSuffix($0) }
    }
    let marks = [
      "TestAllTypes", "NestedEnum", "GlobalEnum", "google.protobuf.", "cel.expr.conformance",
      "proto.getExt", "proto.hasExt",
    ]
    // The names of timestamps and durations may stand in the expression beside others.
    return words.contains { word in
      let plain = word.replacing("google.protobuf.Timestamp", with: "")
        .replacing("google.protobuf.Duration", with: "")
      return marks.contains { plain.contains($0) }
        || ["enum_value", "message_type", "wrapper"].contains(word)
    }
  }

  var expectation: Expectation {
    get throws {
      if message.message("eval_error") != nil { return .error }
      if message.message("typed_result") != nil { return .type }
      guard let value = message.message("value") else { return .value(.bool(true)) }
      return .value(try Value(proto: value))
    }
  }

  var environment: Environment {
    get throws {
      var values: [String: Value] = [:]
      for binding in message.messages("bindings") {
        guard let name = binding.text("key"),
          let value = binding.message("value")?.message("value")
        else { throw UnknownValue() }
        values[name] = try Value(proto: value)
      }
      return Environment(values)
    }
  }
}

struct UnknownValue: Error {}

extension Value {
  /// A value written as `cel.expr.Value`.
  init(proto message: TextMessage) throws {
    guard let (name, field) = message.fields.first else { throw UnknownValue() }
    switch (name, field) {
    case ("null_value", _): self = .null
    case ("bool_value", .word(let word)): self = .bool(word == "true")
    case ("int64_value", .word(let word)): self = .int(try Int64(word).orThrow())
    case ("uint64_value", .word(let word)): self = .uint(try UInt64(word).orThrow())
    case ("double_value", .word(let word)): self = .double(try Double(word).orThrow())
    case ("string_value", .bytes(let bytes)): self = .string(String(decoding: bytes, as: UTF8.self))
    case ("bytes_value", .bytes(let bytes)): self = .bytes(bytes)
    case ("type_value", .bytes(let bytes)):
      self = .type(try ValueType(rawValue: String(decoding: bytes, as: UTF8.self)).orThrow())
    case ("list_value", .message(let list)):
      self = .list(List(try list.messages("values").map { try Value(proto: $0) }))
    case ("map_value", .message(let map)): self = try Self.map(map)
    case ("object_value", .message(let object)): self = try Self.wellKnown(object)
    default: throw UnknownValue()
    }
  }

  /// A map, built by an expression since keys need not be text.
  private static func map(_ message: TextMessage) throws -> Value {
    var values: [String: Value] = [:]
    var entries: [String] = []
    for (index, entry) in message.messages("entries").enumerated() {
      values["k\(index)"] = try Value(proto: try entry.message("key").orThrow())
      values["v\(index)"] = try Value(proto: try entry.message("value").orThrow())
      entries.append("k\(index): v\(index)")
    }
    return try Expression(parsing: "{" + entries.joined(separator: ", ") + "}")
      .evaluate(in: Environment(values))
  }

  /// A timestamp or a duration in an `Any`.
  private static func wellKnown(_ object: TextMessage) throws -> Value {
    guard case (let name, .message(let parts))? = object.fields.first else { throw UnknownValue() }
    let seconds = Int64(parts.text("seconds") ?? "0") ?? 0
    let nanoseconds = Int32(parts.text("nanos") ?? "0") ?? 0
    switch name {
    case "type.googleapis.com/google.protobuf.Duration":
      return .duration(Duration(nanoseconds: seconds * 1_000_000_000 + Int64(nanoseconds)))
    case "type.googleapis.com/google.protobuf.Timestamp":
      return .timestamp(try Timestamp(seconds: seconds, nanoseconds: nanoseconds).orThrow())
    default: throw UnknownValue()
    }
  }

  /// Whether both are the same value of the same type; unlike `==` of CEL, `1` is not `1.0`.
  func isIdentical(to other: Value) throws -> Bool {
    switch (self, other) {
    case (.double(let left), .double(let right)):
      return left.isNaN ? right.isNaN : left == right && left.sign == right.sign
    case (.list(let left), .list(let right)):
      return try left.count == right.count
        && zip(left, right).allSatisfy { try $0.isIdentical(to: $1) }
    case (.optional(let left), .optional(let right)):
      guard let left, let right else { return left == nil && right == nil }
      return try left.isIdentical(to: right)
    default:
      guard valueType == other.valueType else { return false }
      return try Expression(parsing: "left == right")
        .condition(in: Environment(["left": self, "right": other]))
    }
  }
}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw UnknownValue() }
    return self
  }
}
