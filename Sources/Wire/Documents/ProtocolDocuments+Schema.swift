import JSON

extension ProtocolDocuments {
  static func schemaDocument() -> JSON {
    let catalog = catalog(prefix: "#/$defs/")
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": .string("Stepwell protocol \(version)"),
      "description":
        "A workflow definition. Its parts and all params, results and objects are in $defs.",
      "$ref": "#/$defs/DefinitionFile",
      "$defs": catalog.definitions,
    ]
  }

  /// Every named schema of the protocol.
  static func catalog(prefix: String) -> Catalog {
    var catalog = Catalog(prefix: prefix)
    _ = DefinitionSchema.reference(to: .file, in: &catalog)
    _ = ErrorType.schema(in: &catalog)
    _ = Content.schema(in: &catalog)
    for method in Methods.all {
      _ = method.paramsSchema(in: &catalog)
      _ = method.resultSchema(in: &catalog)
    }
    return catalog
  }
}
