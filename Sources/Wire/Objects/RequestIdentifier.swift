public import JSON

/// The id of a JSON-RPC request.
public enum RequestIdentifier: WireValue {
  case number(Int)
  case text(String)

  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    switch json {
    case .string(let text): self = .text(text)
    case .int(let number): self = .number(Int(number))
    case .null, .bool, .double, .number, .array, .object:
      throw Misfit(expected: "a string or an integer", found: json)
    }
  }

  public var json: JSON {
    switch self {
    case .number(let number): JSON(number)
    case .text(let text): .string(text)
    }
  }

  public static func schema(in catalog: inout Catalog) -> JSON { ["type": ["string", "integer"]] }
}
