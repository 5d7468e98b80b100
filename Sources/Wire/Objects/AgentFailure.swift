public import JSON

/// Why an agent could not do the work.
public struct AgentFailure: WireParams {
  public static let summary = "Why an agent could not do the work."

  public var type: String?
  public var message = ""
  public var isRetryable: Bool?
  public var retryAfterMs: Int?

  public init() {}

  /// The failure in the error object `{code, message, data}` that a host answers `agent/run` with:
  /// `data` holds the other members.
  public init(error: JSON) throws(Misfit) {
    var members = error["data"]?.objectValue ?? [:]
    members["message"] = error["message"]
    try self.init(json: .object(members), .tolerant)
  }

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.optional("type", &type, "A stable name, which `retryOn` and `nonRetryable` can list.")
    visit.required("message", &message, "The sentence for people.")
    visit.optional(
      "retryable", &isRetryable, "Whether another attempt may succeed; else the policy decides.")
    visit.optional(
      "retryAfterMs", &retryAfterMs, in: 0...Int.max, "How long to wait before it, at least.")
  }
}
