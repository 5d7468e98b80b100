/// Whether there was anything to delete.
public struct Deletion: WireObject {
  public static let summary = "Whether there was anything to delete."

  public var deleted = false

  public init() {}

  public init(deleted: Bool) { self.deleted = deleted }

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("deleted", &deleted, "False: there was none.")
  }
}

/// The params of methods that need none.
public struct NoParams: WireParams {
  public static let summary = "The params of methods that take none."

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {}
}
