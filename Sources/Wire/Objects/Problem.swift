/// Why something failed, for programs.
public struct Problem: WireObject {
  public static let summary = "Why something failed, for programs."

  public var type = ""
  public var message = ""
  public var isRetryable = false
  public var path: String?
  public var cause: [Problem]?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("type", &type, "A stable name, which `retryOn` and `nonRetryable` can list.")
    visit.required("message", &message, "The sentence for people.")
    visit.required("retryable", &isRetryable, "Whether another attempt may succeed.")
    visit.optional("path", &path, "The place in the definition, as a JSON Pointer.")
    visit.cause("cause", &cause, "The problem behind it.")
  }
}

extension MemberVisitor {
  /// A member that holds one problem; an array of at most one keeps a struct inside itself.
  fileprivate mutating func cause(
    _ name: String, _ value: inout [Problem]?, _ summary: String
  ) {
    var held = value?.first
    optional(name, &held, summary)
    value = held.map { [$0] }
  }
}
