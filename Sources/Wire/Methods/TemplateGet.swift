import JSON

/// `template/get`: one template.
public enum TemplateGet: Method {
  public static let name = "template/get"
  public static let summary = "Answers a version of a template with its definition."
  public static let errors: [ErrorType] = [.templateNotFound]

  public struct Params: WireParams {
    public var name = ""
    public var version: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("name", &name, "The template's name.")
      visit.optional("version", &version, in: 1...Int.max, "Its version; absent: the last.")
    }
  }

  public typealias Result = Template

  public static let example = Example(params: ["name": "research"], result: Template.example)
}
