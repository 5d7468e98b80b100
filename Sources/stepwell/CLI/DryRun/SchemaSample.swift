import JSON

/// Makes a small value that fits a JSON Schema, as far as its plain keywords say what fits.
enum SchemaSample {
  static func value(_ schema: JSON) -> JSON { value(schema, root: schema, depth: 0) }

  private static func value(_ schema: JSON, root: JSON, depth: Int) -> JSON {
    guard depth < 16 else { return .null }
    for key in ["const", "default"] { if let given = schema[key] { return given } }
    for key in ["examples", "enum"] { if let first = schema[key]?[0] { return first } }
    if let reference = schema["$ref"]?.stringValue, reference.hasPrefix("#"),
      let target = JSONPointer(String(reference.dropFirst())).flatMap({ root.value(at: $0) })
    {
      return value(target, root: root, depth: depth + 1)
    }
    for key in ["anyOf", "oneOf", "allOf"] {
      if let first = schema[key]?[0] { return value(first, root: root, depth: depth + 1) }
    }
    switch schema["type"]?.stringValue ?? schema["type"]?[0]?.stringValue ?? implied(schema) {
    case "object": return object(schema, root: root, depth: depth)
    case "array":
      let count = schema["minItems"]?.intValue ?? 1
      let item = value(schema["items"] ?? [:], root: root, depth: depth + 1)
      return .array(Array(repeating: item, count: min(count, 100)))
    case "string": return text(schema)
    case "integer", "number": return number(schema)
    case "boolean": return true
    default: return .null
    }
  }

  private static func implied(_ schema: JSON) -> String {
    if schema["properties"] != nil { return "object" }
    return schema["items"] == nil ? "null" : "array"
  }

  private static func object(_ schema: JSON, root: JSON, depth: Int) -> JSON {
    var object = JSON.Object()
    for member in schema["properties"]?.objectValue?.members ?? [] {
      object.append(member.key, value(member.value, root: root, depth: depth + 1))
    }
    return .object(object)
  }

  private static func text(_ schema: JSON) -> JSON {
    switch schema["format"]?.stringValue {
    case "date-time": return "2026-01-01T00:00:00Z"
    case "date": return "2026-01-01"
    case "uri": return "https://example.org"
    case "email": return "ada@example.org"
    default:
      let least = schema["minLength"]?.intValue ?? 0
      let most = schema["maxLength"]?.intValue ?? 1000
      let word = least > 4 ? String(repeating: "text ", count: min(least, 10_000) / 5 + 1) : "text"
      return .string(String(word.prefix(max(min(most, word.count), least))))
    }
  }

  private static func number(_ schema: JSON) -> JSON {
    if let least = schema["minimum"] { return least }
    if let least = schema["exclusiveMinimum"]?.intValue { return JSON(least + 1) }
    if let most = schema["maximum"]?.intValue { return JSON(min(most, 1)) }
    return 1
  }
}
