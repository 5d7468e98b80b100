import JSON

extension ProtocolDocuments {
  /// An OpenRPC 1.3 document of what a client may send (https://spec.open-rpc.org).
  static func openRPCDocument() -> JSON {
    var catalog = catalog(prefix: "#/components/schemas/")
    let methods = Methods.served.map { describe($0, in: &catalog) }
    return [
      "openrpc": "1.3.2",
      "info": [
        "title": "Stepwell", "version": .string("\(version).0.0"),
        "description": "Durable workflows over JSON-RPC 2.0 on stdin and stdout.",
      ],
      "methods": .array(methods),
      "components": ["schemas": catalog.definitions, "errors": errors],
    ]
  }

  private static func describe(_ method: any Method.Type, in catalog: inout Catalog) -> JSON {
    var object: JSON.Object = [
      "name": .string(method.name), "summary": .string(method.summary),
      "paramStructure": "by-name", "params": .array(params(of: method, in: &catalog)),
    ]
    if !method.isNotification {
      object["result"] = ["name": "result", "schema": method.resultSchema(in: &catalog)]
      object["errors"] = .array(
        method.possibleErrors.map { ["$ref": .string("#/components/errors/\($0.rawValue)")] })
    }
    object["examples"] = [example(of: method)]
    return .object(object)
  }

  private static func params(of method: any Method.Type, in catalog: inout Catalog) -> [JSON] {
    let name = method.paramsName
    _ = method.paramsSchema(in: &catalog)
    guard let schema = catalog[name], let properties = schema["properties"]?.objectValue else {
      return []
    }
    let required = schema["required"]?.arrayValue ?? []
    return properties.map { property in
      var descriptor: JSON.Object = ["name": .string(property.key)]
      var schema = property.value.objectValue ?? [:]
      descriptor["description"] = schema["description"]
      schema["description"] = nil
      if required.contains(.string(property.key)) { descriptor["required"] = true }
      descriptor["schema"] = .object(schema)
      return .object(descriptor)
    }
  }

  private static func example(of method: any Method.Type) -> JSON {
    let params = method.example.params.objectValue ?? [:]
    var pairing: JSON.Object = [
      "name": .string(method.name),
      "params": .array(params.map { ["name": .string($0.key), "value": $0.value] }),
    ]
    if !method.isNotification {
      pairing["result"] = ["name": "result", "value": method.example.result]
    }
    return .object(pairing)
  }

  private static var errors: JSON {
    .object(
      JSON.Object(
        ErrorType.allCases.map { type in
          (type.rawValue, ["code": JSON(type.code), "message": .string(type.meaning)])
        }))
  }
}
