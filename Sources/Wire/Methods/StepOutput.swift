import JSON

/// `step/output`: a large result, piece by piece.
public enum StepOutput: Method {
  public static let name = "step/output"
  public static let summary =
    "Answers a piece of a result's text: a string as it is, other JSON as its text."
  public static let errors: [ErrorType] = [.workflowNotFound, .stepNotFound, .invalidState]

  public struct Params: WireParams {
    public var workflow = WorkflowReference.id("")
    public var stepId = ""
    public var offset = 0
    public var limit = 65_536

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.workflow(&workflow)
      visit.step(&stepId)
      visit.defaulted("offset", &offset, in: 0...Int.max, "Where to start, in bytes.")
      visit.defaulted(
        "limit", &limit, in: 4...16_777_216,
        "How many bytes to answer at most; no character is cut in two.")
    }
  }

  public struct Result: WireObject {
    public var text = ""
    public var isJSON = false
    public var totalBytes = 0
    public var nextOffset: Int?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("text", &text, "The piece.")
      visit.required("json", &isJSON, "Whether the whole is JSON text rather than a string.")
      visit.required("totalBytes", &totalBytes, in: 0...Int.max, "The size of the whole.")
      visit.optional(
        "nextOffset", &nextOffset, in: 0...Int.max,
        "Give it as `offset` to go on; left out at the end.")
    }
  }

  public static let example = Example(
    params: ["workflowId": .string(Sample.workflowId), "stepId": "research", "offset": 0],
    result: ["text": "Small models on small machines.", "json": false, "totalBytes": 31])
}
