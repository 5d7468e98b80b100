extension MemberVisitor {
  /// The members `limit` and `cursor` of methods that answer page by page.
  public mutating func page(_ limit: inout Int, _ cursor: inout String?) {
    defaulted("limit", &limit, in: 1...1000, "How many to answer at most.")
    optional("cursor", &cursor, "The `nextCursor` of the page before.")
  }

  /// The member `nextCursor` of a page.
  public mutating func nextCursor(_ cursor: inout String?) {
    optional("nextCursor", &cursor, "Give it as `cursor` to go on; left out on the last page.")
  }

  /// The member `maxResultBytes` of methods that answer results.
  public mutating func maxResultBytes(_ value: inout Int?) {
    optional(
      "maxResultBytes", &value, in: 0...Int.max,
      "Cut larger results and outputs to a preview of this size; `step/output` gives the rest.")
  }

  /// The member `stepId` where a step has to be named.
  public mutating func step(_ id: inout String) {
    required("stepId", &id, "The step's id or name; `name[index]` inside a loop.")
  }
}
