import JSON

extension ProtocolDocuments {
  static func referenceText() -> String {
    let catalog = catalog(prefix: "#/$defs/")
    var text = preface
    for group in Methods.groups {
      text += "\n## \(group.title)\n"
      for method in group.methods { text += section(of: method, catalog) }
    }
    text += "\n## Objects\n"
    for name in objectNames(catalog) { text += section(on: name, catalog) }
    text += "\n## Definitions\n"
    for part in DefinitionPart.allCases { text += section(on: part.rawValue, catalog) }
    text += "\n## Errors\n\n| code | `data.type` | when |\n| ---: | --- | --- |\n"
    for type in ErrorType.allCases {
      text += "| \(type.code) | `\(type.rawValue)` | \(type.meaning.inTable) |\n"
    }
    return text
  }

  private static let preface = """
    # The methods of the Stepwell protocol

    Made from the same declarations that the engine reads its requests by; do not edit. The same
    for programs: [schema.json](schema.json) and [openrpc.json](openrpc.json).

    JSON-RPC 2.0, one message a line or with `Content-Length` headers. `params` are an object;
    members that are not listed are refused, except `_meta`, which may stand anywhere. To leave a
    member out is to say nothing; `null` is taken only where a table says so. Moments are RFC 3339
    in UTC, members named `…Ms` are whole milliseconds. Where `workflowId` is listed, `workflowKey`
    does as well: the `idempotencyKey` the workflow was created with. A method that changes what is
    stored may be sent again with the same `idempotencyKey` and does not happen twice; the same key
    with other params is a `conflict`.

    """

  private static func section(of method: any Method.Type, _ catalog: Catalog) -> String {
    var text = "\n### `\(method.name)`\n\n\(method.summary)\n"
    text += "\n\(facts(of: method))\n"
    text += params(of: method, catalog)
    if !method.isNotification { text += result(of: method, catalog) }
    if !method.possibleErrors.isEmpty {
      let names = method.possibleErrors.map { "`\($0.rawValue)` (\($0.code))" }
      text += "\nErrors: \(names.joined(separator: ", ")).\n"
    }
    return text + example(of: method)
  }

  private static func facts(of method: any Method.Type) -> String {
    let way =
      switch method.sender {
      case .client: "Client to engine"
      case .engine: "Engine to client"
      case .either: "Either way"
      }
    let kind = method.isNotification ? "notification" : "request"
    return "\(way), \(kind)\(method.mutates ? ", changes what is stored" : "")."
  }

  private static func params(of method: any Method.Type, _ catalog: Catalog) -> String {
    let name = method.paramsName
    let table = MemberTable.text(of: catalog[name] ?? true, heading: "param")
    if table.isEmpty { return "\nNo params.\n" }
    return method.ownsParams ? "\n\(table)" : "\nParams: [\(name)](#\(name.lowercased())).\n"
  }

  private static func result(of method: any Method.Type, _ catalog: Catalog) -> String {
    var catalog = catalog
    let schema = method.resultSchema(in: &catalog)
    guard method.ownsResult, let own = catalog[method.resultName] else {
      return "\nResult: \(MemberTable.typeText(schema)).\n"
    }
    return "\n\(MemberTable.text(of: own, heading: "result"))"
  }

  private static func example(of method: any Method.Type) -> String {
    var call: JSON.Object = ["jsonrpc": "2.0"]
    if !method.isNotification { call["id"] = 1 }
    call["method"] = .string(method.name)
    if method.example.params != [:] { call["params"] = method.example.params }
    var text = "\n```json\n\(JSON.object(call).prettyText)\n```\n"
    if !method.isNotification {
      let answer: JSON = ["jsonrpc": "2.0", "id": 1, "result": method.example.result]
      text += "\n```json\n\(answer.prettyText)\n```\n"
    }
    return text
  }

  /// The names of what is neither a part of a definition nor belongs to one method alone.
  private static func objectNames(_ catalog: Catalog) -> [String] {
    var elsewhere = Set(
      DefinitionPart.allCases.map(\.rawValue) + [Catalog.name(of: ErrorType.self)])
    for method in Methods.all {
      if method.ownsParams { elsewhere.insert(method.paramsName) }
      if method.ownsResult { elsewhere.insert(method.resultName) }
    }
    return catalog.names.filter { !elsewhere.contains($0) }
  }

  private static func section(on name: String, _ catalog: Catalog) -> String {
    let schema = catalog[name] ?? true
    var text = "\n### \(name)\n"
    if let summary = schema["description"]?.stringValue { text += "\n\(summary)\n" }
    if schema["properties"] == nil { return "\(text)\n\(MemberTable.typeText(schema)).\n" }
    let table = MemberTable.text(of: schema, heading: "member")
    return table.isEmpty ? text : "\(text)\n\(table)"
  }
}
