import JSON

extension Method {
  /// The name of the schema of the params.
  public static var paramsName: String { Catalog.name(of: Params.self) }
  /// The name of the schema of the result, where it has one.
  public static var resultName: String { Catalog.name(of: Result.self) }
  /// Whether the params are declared by this method rather than shared.
  static var ownsParams: Bool { paramsName == Catalog.name(of: Self.self) + "Params" }
  /// Whether the result is declared by this method rather than shared.
  static var ownsResult: Bool { resultName == Catalog.name(of: Self.self) + "Result" }

  /// The errors of its own, with `conflict` where it takes an `idempotencyKey`; by code.
  static var possibleErrors: [ErrorType] {
    let all = mutates && !errors.contains(.conflict) ? errors + [.conflict] : errors
    return all.sorted { $0.code < $1.code }
  }

  /// A reference to the schema of the params, `idempotencyKey` included where it is taken.
  static func paramsSchema(in catalog: inout Catalog) -> JSON {
    catalog.reference(to: paramsName) { catalog in
      guard var schema = Params.describe(in: &catalog).objectValue else { return true }
      if schema["description"] == nil { schema["description"] = .string("Params of `\(name)`.") }
      if mutates { schema["properties"] = withIdempotencyKey(schema["properties"]) }
      return .object(schema)
    }
  }

  private static func withIdempotencyKey(_ properties: JSON?) -> JSON {
    var properties = properties?.objectValue ?? [:]
    let meta = properties["_meta"]
    properties["_meta"] = nil
    properties[idempotencyKey.name] = [
      "type": "string", "minLength": 1, "description": .string(idempotencyKey.summary),
    ]
    properties["_meta"] = meta
    return .object(properties)
  }

  /// The schema of the result, or a reference to it.
  static func resultSchema(in catalog: inout Catalog) -> JSON {
    let schema = Result.schema(in: &catalog)
    if ownsResult {
      catalog.amend(resultName) { $0["description"] = .string("Result of `\(name)`.") }
    }
    return schema
  }
}
