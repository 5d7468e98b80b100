/// A JSON value as RFC 8259 has it: what was read is what is written again.
///
/// Members keep their order. Integers in the range of `Int64` stay integers, other numbers are
/// doubles, and a number that fits neither keeps its exact text.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  /// The text of a number too large for `Int64` and for a finite `Double`, or an integer beyond
  /// `Int64`; always valid JSON.
  case number(String)
  case string(String)
  case array([JSON])
  case object(Object)
}

extension JSON {
  /// The text of a string value, or nil for anything else.
  public var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value of an integer, or nil for anything else, fractions included.
  public var intValue: Int? {
    switch self {
    case .int(let value): Int(value)
    case .double(let value): Int(exactly: value)
    case .null, .bool, .number, .string, .array, .object: nil
    }
  }

  /// The value of any number that a `Double` can hold, or nil.
  public var doubleValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    case .number(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
    case .null, .bool, .string, .array, .object: nil
    }
  }

  /// The value of a boolean, or nil for anything else.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The elements of an array, or nil for anything else.
  public var arrayValue: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object, or nil for anything else.
  public var objectValue: Object? {
    if case .object(let object) = self { object } else { nil }
  }

  /// Whether this is `null`.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The member of an object, or nil when this is no object or has no such member.
  public subscript(key: String) -> JSON? {
    objectValue?[key]
  }

  /// The element of an array, or nil when this is no array or the index is out of its range.
  public subscript(index: Int) -> JSON? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The field's word for the kind of this value, for error sentences.
  public var kind: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .int: "integer"
    case .double, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Object(elements))
  }
}

extension JSON {
  /// The integer as JSON.
  public init(_ value: Int) { self = .int(Int64(value)) }

  /// The string as JSON, or `null`.
  public init(_ value: String?) { self = value.map(JSON.string) ?? .null }
}
