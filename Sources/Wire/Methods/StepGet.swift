import JSON

/// `step/get`: one step.
public enum StepGet: Method {
  public static let name = "step/get"
  public static let summary = "Answers a step by its id or name."
  public static let errors: [ErrorType] = [.workflowNotFound, .stepNotFound]

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var stepId = ""
    public var maxResultBytes: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.step(&stepId)
      visit.maxResultBytes(&maxResultBytes)
    }
  }

  public typealias Result = Step

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId), "stepId": "research"], result: Step.example)
}
