import JSON

/// The named schemas of a document, collected while the values that mention them are described.
public struct Catalog: Sendable {
  /// What stands before a name in a reference: `#/$defs/` or `#/components/schemas/`.
  let prefix: String
  private var schemas: [String: JSON] = [:]

  init(prefix: String) { self.prefix = prefix }

  /// The names of all schemas, sorted.
  var names: [String] { schemas.keys.sorted() }

  /// All schemas by name, sorted, so that the text of a document depends on nothing else.
  var definitions: JSON {
    let sorted = schemas.sorted { $0.key < $1.key }
    return .object(JSON.Object(members: sorted.map { .init(key: $0.key, value: $0.value) }))
  }

  subscript(name: String) -> JSON? { schemas[name] }

  /// Changes members of a schema that is known by name.
  mutating func amend(_ name: String, _ change: (inout JSON.Object) -> Void) {
    guard var schema = schemas[name]?.objectValue else { return }
    change(&schema)
    schemas[name] = .object(schema)
  }

  /// A reference to a schema, which is described now unless it has been before.
  mutating func reference(to name: String, _ describe: (inout Catalog) -> JSON) -> JSON {
    if schemas[name] == nil {
      schemas[name] = true  // Known from here on: a schema may mention itself.
      schemas[name] = describe(&self)
    }
    return ["$ref": .string(prefix + name)]
  }

  /// The name of a type's schema: `Workflow`, `WorkflowPauseParams`.
  static func name(of type: Any.Type) -> String {
    String(reflecting: type).split(separator: ".").dropFirst().joined()
  }
}
