public import JSON

/// `template/create`: a definition under a name.
public enum TemplateCreate: Method {
  public static let name = "template/create"
  public static let summary = """
    Stores a definition under a name, as its next version or the one given. A version never \
    changes: the same content again is answered as it is, other content is a conflict. Without \
    `version`, content equal to the last version adds none.
    """
  public static let errors: [ErrorType] = [.invalidDefinition, .conflict, .forbidden]
  public static let mutates = true

  public struct Params: WireParams {
    public var name = ""
    public var version: Int?
    public var definition = JSON.null
    public var inputSchema: JSON?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.template(&name)
      visit.optional(
        "version", &version, in: 1...Template.lastVersion,
        "Its version; absent: one more than the last.")
      visit.required("definition", &definition, as: .definition, "The definition.")
      visit.optional(
        "inputSchema", &inputSchema, as: .schema,
        "The JSON Schema its input has to satisfy, instead of the definition's own.")
    }
  }

  public typealias Result = Template

  public static let example = Example(
    params: ["name": "research", "definition": DefinitionSchema.example],
    result: Template.example)
}
