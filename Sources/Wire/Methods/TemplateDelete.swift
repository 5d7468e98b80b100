import JSON

/// `template/delete`: removes a template.
public enum TemplateDelete: Method {
  public static let name = "template/delete"
  public static let summary =
    """
    Deletes a template or one version of it. Workflows made from it are not touched, and the \
    number of a version is never given again.
    """
  public static let mutates = true

  public struct Params: WireParams {
    public var name = ""
    public var version: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.template(&name)
      visit.version(&version, "Its version; absent: all of them.")
    }
  }

  public typealias Result = Deletion

  public static let example = Example(params: ["name": "research"], result: ["deleted": true])
}
