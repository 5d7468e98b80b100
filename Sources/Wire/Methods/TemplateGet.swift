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
      visit.template(&name)
      visit.version(&version, "Its version; absent: the last.")
    }
  }

  public typealias Result = Template

  public static let example = Example(params: ["name": "research"], result: Template.example)
}
