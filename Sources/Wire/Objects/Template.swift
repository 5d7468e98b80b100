public import JSON
public import Time

/// A reusable definition under a name, in versions that never change.
public struct Template: WireObject {
  public static let summary = "A reusable definition under a name; a version never changes."

  public var name = ""
  public var version = 1
  public var definition: JSON?
  public var inputSchema: JSON?
  public var description: String?
  public var createdAt = Instant(milliseconds: 0)

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("name", &name, "The template's name.")
    visit.required("version", &version, in: 1...Int.max, "Its version, from 1.")
    visit.optional(
      "definition", &definition, as: .definition, "The definition; left out in lists.")
    visit.optional(
      "inputSchema", &inputSchema, as: .schema,
      "The JSON Schema its input has to satisfy; its `default`s fill in what is left out.")
    visit.optional("description", &description, "What the definition says it is for.")
    visit.required("createdAt", &createdAt, "When this version was created.")
  }

  static let example: JSON = [
    "name": "research", "version": 1, "definition": DefinitionSchema.example,
    "createdAt": .string(Sample.created),
  ]
}
