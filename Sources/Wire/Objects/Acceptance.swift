/// That what was handed in is recorded.
public struct Acceptance: WireObject {
  public static let summary = "What was handed in is recorded."

  public var accepted = true

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("accepted", &accepted, "True.")
  }
}
