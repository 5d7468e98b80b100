/// A value of the Common Expression Language.
public enum Value: Sendable {
  case null
  case bool(Bool)
  /// A whole number with a sign: `-1`.
  case int(Int64)
  /// A whole number without one: `1u`.
  case uint(UInt64)
  case double(Double)
  /// Unicode scalars; equal only to the same scalars.
  case string(String)
  case bytes([UInt8])
  case list(List)
  case map(Map)
  case timestamp(Timestamp)
  case duration(Duration)
  /// A type, which is a value too: `type(1)`.
  case type(ValueType)
  /// A value that may be absent, as `.?` and `optional.of` make it.
  indirect case optional(Value?)
}

/// The types of CEL's values, by the names the language gives them.
public enum ValueType: String, Sendable, Hashable, CaseIterable {
  case null = "null_type"
  case bool
  case int
  case uint
  case double
  case string
  case bytes
  case list
  case map
  case timestamp = "google.protobuf.Timestamp"
  case duration = "google.protobuf.Duration"
  case type
  case optional = "optional_type"

  /// The type an expression means by a name, unless a variable has that name.
  static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The short word for error sentences.
  var word: String {
    switch self {
    case .null: "null"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .optional: "optional"
    case .bool, .int, .uint, .double, .string, .bytes, .list, .map, .type: rawValue
    }
  }
}

extension Value {
  /// The type of this value, as `type(value)` answers.
  public var valueType: ValueType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .list: .list
    case .map: .map
    case .timestamp: .timestamp
    case .duration: .duration
    case .type: .type
    case .optional: .optional
    }
  }

  /// Whether this is the value its type starts from: `0`, `""`, `[]`, `null` and their like.
  var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .string(let text): text.isEmpty
    case .bytes(let bytes): bytes.isEmpty
    case .list(let list): list.isEmpty
    case .map(let map): map.count == 0
    case .duration(let duration): duration.nanoseconds == 0
    case .timestamp(let timestamp): timestamp.seconds == 0 && timestamp.nanoseconds == 0
    case .type: false
    case .optional(let value): value == nil
    }
  }
}
