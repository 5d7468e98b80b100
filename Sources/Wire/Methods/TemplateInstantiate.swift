public import JSON

/// `template/instantiate`: a workflow from a template.
public enum TemplateInstantiate: Method {
  public static let name = "template/instantiate"
  public static let summary = "Makes a workflow from a template and, with `execute`, sets it going."
  public static let errors: [ErrorType] = [.templateNotFound, .invalidDefinition, .limitExceeded]
  public static let mutates = true

  public struct Params: WireParams {
    public var name = ""
    public var version: Int?
    public var input: JSON?
    public var execute = false

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("name", &name, "The template's name.")
      visit.optional("version", &version, in: 1...Int.max, "Its version; absent: the last.")
      visit.optional("input", &input, "The workflow's input; checked against `inputSchema`.")
      visit.defaulted("execute", &execute, "Set it going at once.")
    }
  }

  public typealias Result = Workflow

  public static let example = Example(
    params: ["name": "research", "input": ["topic": "bees"], "execute": true],
    result: Workflow.example(status: .running))
}
