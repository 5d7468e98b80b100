public import JSON
public import Time

extension String: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    guard case .string(let text) = json else { throw Misfit(expected: "a string", found: json) }
    self = text
  }

  public var json: JSON { .string(self) }

  public static func schema(in catalog: inout Catalog) -> JSON { ["type": "string"] }
}

extension Int: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    guard let value = json.intValue else { throw Misfit(expected: "an integer", found: json) }
    self = value
  }

  public var json: JSON { JSON(self) }

  public static func schema(in catalog: inout Catalog) -> JSON { ["type": "integer"] }
}

extension Double: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    guard let value = json.doubleValue else { throw Misfit(expected: "a number", found: json) }
    self = value
  }

  public var json: JSON { .double(self) }

  public static func schema(in catalog: inout Catalog) -> JSON { ["type": "number"] }
}

extension Bool: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    guard let value = json.boolValue else { throw Misfit(expected: "a boolean", found: json) }
    self = value
  }

  public var json: JSON { .bool(self) }

  public static func schema(in catalog: inout Catalog) -> JSON { ["type": "boolean"] }
}

extension Instant: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    let text = try String(json: json, strictness)
    guard let instant = Instant(text) else {
      throw Misfit("must be an RFC 3339 date-time such as 2026-11-22T18:30:00.250Z")
    }
    self = instant
  }

  public var json: JSON { .string(description) }

  public static func schema(in catalog: inout Catalog) -> JSON {
    ["type": "string", "format": "date-time"]
  }
}

extension JSON: WireValue {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) { self = json }

  public var json: JSON { self }

  public static func schema(in catalog: inout Catalog) -> JSON { [:] }
}
