import JSON

/// `template/list`: templates.
public enum TemplateList: Method {
  public static let name = "template/list"
  public static let summary = """
    Answers the last version of each template by name, or all versions of one, oldest first; \
    without definitions.
    """

  public struct Params: WireParams {
    public var name: String?
    public var limit = 100
    public var cursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.optional("name", &name, "All versions of this template.")
      visit.page(&limit, &cursor)
    }
  }

  public struct Result: WireObject {
    public var templates: [Template] = []
    public var nextCursor: String?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("templates", &templates, "The page.")
      visit.nextCursor(&nextCursor)
    }
  }

  public static let example = Example(
    params: [:],
    result: [
      "templates": [
        ["name": "research", "version": 1, "createdAt": .string(Sample.created)]
      ]
    ])
}
