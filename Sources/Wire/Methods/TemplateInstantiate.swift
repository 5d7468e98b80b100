public import JSON

/// `template/instantiate`: a workflow from a template.
public enum TemplateInstantiate: Method {
  public static let name = "template/instantiate"
  public static let summary = """
    Makes a workflow from a version of a template and, with `execute`, sets it going. The workflow \
    keeps that version's definition, whatever becomes of the template.
    """
  public static let errors: [ErrorType] = [
    .templateNotFound, .invalidDefinition, .conflict, .limitExceeded,
  ]
  public static let mutates = true

  public struct Params: WireParams {
    public var name = ""
    public var version: Int?
    public var input: JSON?
    public var workflowName: String?
    public var metadata: JSON.Object?
    public var id: String?
    public var execute = false

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.template(&name)
      visit.version(&version, "Its version; absent: the last.")
      visit.optional(
        "input", &input,
        "The workflow's input; members left out are filled in from the `default`s of the input "
          + "schema, then it is checked against that. Absent: the definition's own.")
      visit.optional(
        "workflowName", &workflowName, in: 1...Int.max,
        "The workflow's name instead of the definition's.")
      visit.optional(
        "metadata", &metadata, "The caller's own data instead of the definition's metadata.")
      visit.optional(
        "id", &id, in: 1...Int.max, "An id of the caller's making instead of the engine's UUID.")
      visit.defaulted("execute", &execute, "Set it going at once.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["name": "research", "input": ["topic": "bees"], "execute": true],
    result: Workflow.example(status: .running))
}
