import JSON

/// Makes JSON Schemas of definitions from their shapes.
enum DefinitionSchema {
  /// A reference to the schema of a part, which is left in `catalog` with all it mentions.
  static func reference(to part: DefinitionPart, in catalog: inout Catalog) -> JSON {
    catalog.reference(to: part.rawValue) { schema(of: part.shape, in: &$0) }
  }

  private static func schema(of shape: DefinitionShape, in catalog: inout Catalog) -> JSON {
    switch shape {
    case .object(let summary, let fields, let rule):
      return object(summary, fields, rule, in: &catalog)
    case .any(let summary, let parts):
      let references = parts.map { reference(to: $0, in: &catalog) }
      return ["description": .string(summary), "anyOf": .array(references)]
    case .list(let summary, let part):
      let reference = reference(to: part, in: &catalog)
      return ["description": .string(summary), "type": "array", "items": reference]
    case .value(let summary, let schema):
      var object: JSON.Object = ["description": .string(summary)]
      for member in schema.objectValue ?? [:] { object[member.key] = member.value }
      return .object(object)
    }
  }

  private static func object(
    _ summary: String, _ fields: [DefinitionShape.Field], _ rule: DefinitionShape.Rule?,
    in catalog: inout Catalog
  ) -> JSON {
    var properties = JSON.Object()
    for field in fields { properties.append(field.name, property(field, in: &catalog)) }
    var schema: JSON.Object = [
      "description": .string(summary), "type": "object", "properties": .object(properties),
    ]
    let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    schema["additionalProperties"] = false
    // For editors and for whoever wrote it, in every object.
    schema["patternProperties"] = ["^_meta$": true, "^\\$schema$": ["type": "string"]]
    switch rule {
    case nil: break
    case .open:
      schema["additionalProperties"] = nil
      schema["patternProperties"] = nil
    case .exactlyOne(let names):
      schema["oneOf"] = .array(names.map { ["required": [.string($0)]] })
    case .notBoth(let one, let other):
      schema["not"] = ["required": [.string(one), .string(other)]]
    }
    return .object(schema)
  }

  private static func property(
    _ field: DefinitionShape.Field, in catalog: inout Catalog
  ) -> JSON {
    var schema = type(field.type, in: &catalog)
    schema["description"] = .string(field.summary)
    schema["default"] = field.standard
    return .object(schema)
  }

  private static func type(_ type: FieldType, in catalog: inout Catalog) -> JSON.Object {
    switch type {
    case .text: return ["type": "string"]
    case .name: return ["type": "string", "minLength": 1]
    case .matching(let pattern): return ["type": "string", "pattern": .string(pattern)]
    case .boolean: return ["type": "boolean"]
    case .yes: return ["const": true]
    case .number(let least):
      return ["type": "number", "minimum": JSON(least)]
    case .any: return [:]
    case .object: return ["type": "object"]
    case .constant(let word): return ["const": .string(word)]
    case .integer(let range): return integer(range)
    case .choice(let words): return ["enum": .array(words.map(JSON.string))]
    case .part(let part): return reference(to: part, in: &catalog).objectValue ?? [:]
    case .list(let element):
      let items = self.type(element, in: &catalog)
      return ["type": "array", "items": .object(items)]
    case .some(let element):
      let items = self.type(element, in: &catalog)
      return ["type": "array", "items": .object(items), "minItems": 1]
    case .map(let value):
      let values = self.type(value, in: &catalog)
      return ["type": "object", "additionalProperties": .object(values)]
    case .either(let types):
      let alternatives = types.map { JSON.object(self.type($0, in: &catalog)) }
      return ["anyOf": .array(alternatives)]
    }
  }

  private static func integer(_ range: ClosedRange<Int>) -> JSON.Object {
    var schema: JSON.Object = ["type": "integer", "minimum": JSON(range.lowerBound)]
    if range.upperBound < .max { schema["maximum"] = JSON(range.upperBound) }
    return schema
  }

  /// A small definition for examples.
  static let example: JSON = [
    "name": "Research",
    "steps": [
      ["name": "research", "agentId": "research-agent", "input": "Research ${input.topic}."],
      ["agentId": "summary-agent", "input": "Summarize: ${previous}", "retry": ["maxAttempts": 5]],
    ],
  ]
}
