public import JSON

/// `workflow/validate`: finds everything wrong with a definition.
public enum WorkflowValidate: Method {
  public static let name = "workflow/validate"
  public static let summary =
    "Checks a definition and answers all its problems at once; nothing is stored."

  public struct Params: WireParams {
    public var definition = JSON.null

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("definition", &definition, as: .definition, "The definition.")
    }
  }

  public struct Result: WireObject {
    public var isValid = false
    public var problems: [DefinitionProblem] = []

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("valid", &isValid, "Whether `workflow/create` would take it.")
      visit.required("problems", &problems, "All problems, in the order of their places.")
    }
  }

  public static let example = Example(
    params: ["definition": DefinitionSchema.example],
    result: ["valid": true, "problems": []])
}
