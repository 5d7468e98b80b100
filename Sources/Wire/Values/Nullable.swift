public import JSON

/// A value or an explicit `null`, for members where `null` says more than leaving them out.
public enum Nullable<Value: WireValue>: WireValue {
  case null
  case value(Value)

  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    self = json.isNull ? .null : .value(try Value(json: json, strictness))
  }

  public var json: JSON {
    switch self {
    case .null: .null
    case .value(let value): value.json
    }
  }

  public static func schema(in catalog: inout Catalog) -> JSON {
    ["anyOf": [Value.schema(in: &catalog), ["type": "null"]]]
  }
}

/// The result `null` of a request that only has to be acknowledged.
public struct Null: WireValue {
  public init() {}

  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    guard json.isNull else { throw Misfit(expected: "null", found: json) }
  }

  public var json: JSON { .null }

  public static func schema(in catalog: inout Catalog) -> JSON { ["type": "null"] }
}
