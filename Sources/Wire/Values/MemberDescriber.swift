import JSON

/// Turns an object's members into the parts of its JSON Schema.
struct MemberDescriber: MemberVisitor {
  private(set) var catalog: Catalog
  private var properties = JSON.Object()
  private var required: [JSON] = []
  private var rules = JSON.Object()

  init(catalog: Catalog) { self.catalog = catalog }

  mutating func member<Value: WireValue>(_ member: Member, _ value: inout Value?) {
    var schema = schema(of: Value.self, member)
    schema["description"] = .string(member.summary)
    if let range = member.range {
      let isText = Value.self == String.self
      schema[isText ? "minLength" : "minimum"] = JSON(range.lowerBound)
      if range.upperBound < .max {
        schema[isText ? "maxLength" : "maximum"] = JSON(range.upperBound)
      }
    }
    switch member.presence {
    case .required: required.append(.string(member.name))
    case .optional: break
    case .defaulted: schema["default"] = value?.json
    }
    properties.append(member.name, .object(schema))
  }

  private mutating func schema<Value: WireValue>(
    of type: Value.Type, _ member: Member
  ) -> JSON.Object {
    guard let part = member.part else {
      return type.schema(in: &catalog).objectValue ?? [:]
    }
    let reference = DefinitionSchema.reference(to: part, in: &catalog)
    let isNullable = type == Nullable<JSON>.self
    let schema: JSON = isNullable ? ["anyOf": [reference, ["type": "null"]]] : reference
    return schema.objectValue ?? [:]
  }

  mutating func exclusive(_ members: KeyValuePairs<String, Bool>, isRequired: Bool) {
    let names = members.map { JSON.string($0.key) }
    if isRequired {
      rules["oneOf"] = .array(names.map { ["required": [$0]] })
    } else {
      rules["not"] = ["required": .array(names)]
    }
  }

  private static let meta: JSON = [
    "description": "Anything the caller wants to be carried along; never looked at."
  ]

  /// The schema of the whole object.
  func schema(summary: String, isClosed: Bool) -> JSON.Object {
    var schema: JSON.Object = ["type": "object"]
    if !summary.isEmpty { schema["description"] = .string(summary) }
    var properties = properties
    if isClosed { properties["_meta"] = Self.meta }
    schema["properties"] = .object(properties)
    if !required.isEmpty { schema["required"] = .array(required) }
    for rule in rules { schema[rule.key] = rule.value }
    if isClosed { schema["additionalProperties"] = false }
    return schema
  }
}
