import JSON

/// Writes the members of an object's schema as a table for the reference.
enum MemberTable {
  /// A Markdown table, or nothing where there are no members.
  static func text(of schema: JSON, heading: String) -> String {
    guard let properties = schema["properties"]?.objectValue else { return "" }
    let required = schema["required"]?.arrayValue ?? []
    let rows = properties.filter { $0.key != "_meta" }.map { property in
      let presence =
        required.contains(.string(property.key))
        ? "required" : property.value["default"].map { "`\($0.text)`" } ?? "–"
      let meaning = property.value["description"]?.stringValue ?? ""
      let type = typeText(property.value)
      return "| `\(property.key)` | \(type.inTable) | \(presence) | \(meaning.inTable) |\n"
    }
    guard !rows.isEmpty else { return "" }
    return "| \(heading) | type | default | meaning |\n| --- | --- | --- | --- |\n" + rows.joined()
  }

  /// What a value may be, in words; names of objects are links.
  static func typeText(_ schema: JSON) -> String {
    if let name = schema["$ref"]?.stringValue?.split(separator: "/").last {
      return "[\(name)](#\(name.lowercased()))"
    }
    if let word = schema["const"] { return "`\(word.text)`" }
    if let words = schema["enum"]?.arrayValue { return alternatives(words.map { "`\($0.text)`" }) }
    if let schemas = schema["anyOf"]?.arrayValue { return alternatives(schemas.map(typeText)) }
    if let types = schema["type"]?.arrayValue {
      return alternatives(types.compactMap(\.stringValue))
    }
    switch schema["type"]?.stringValue {
    case "array": return "array of \(schema["items"].map(typeText) ?? "any JSON")"
    case "object": return schema["additionalProperties"].map(mapText) ?? "object"
    case "integer": return "integer\(rangeText(schema))"
    case "string": return schema["format"]?.stringValue ?? "string\(lengthText(schema))"
    case let type?: return type
    case nil: return "any JSON"
    }
  }

  private static func mapText(_ values: JSON) -> String {
    values.objectValue == nil ? "object" : "object of \(typeText(values))"
  }

  private static func rangeText(_ schema: JSON) -> String {
    switch (schema["minimum"]?.intValue, schema["maximum"]?.intValue) {
    case (let low?, let high?): ", \(low) to \(high)"
    case (let low?, nil): ", at least \(low)"
    case (nil, _): ""
    }
  }

  private static func lengthText(_ schema: JSON) -> String {
    switch (schema["minLength"]?.intValue, schema["maxLength"]?.intValue) {
    case (let low?, let high?): ", \(low) to \(high) characters"
    case (1, nil): ", not empty"
    case (_?, nil), (nil, _): ""
    }
  }

  private static func alternatives(_ words: [String]) -> String {
    guard words.count > 2, let last = words.last else { return words.joined(separator: " or ") }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}

extension String {
  /// The text where a bar would end the cell of a table.
  var inTable: String {
    split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
