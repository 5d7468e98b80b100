import SQLLayout
public import Store

/// What a server lets its clients do for its database; the rest is its operator's.
extension LibSQLStore: Maintained {
  public func examine() async throws(StoreError) -> [String] {
    let found = try await server.rows(
      of: Statement("PRAGMA integrity_check"), patience: .seconds(60)
    ) { (row: inout ServerRow) throws(StoreError) in try row.next(String.self) }
    return found.filter { $0 != "ok" }
  }

  public func vacuum() async throws(StoreError) {
    throw StoreError(
      .misconfigured,
      "a libSQL server gives room back by itself or by its operator; stepwell store prune deletes "
        + "what is old")
  }

  public func backUp(to path: String) async throws(StoreError) {
    throw StoreError(
      .misconfigured,
      "a libSQL server is backed up by its operator; stepwell store copy writes all of it into a "
        + "file while no engine works on it")
  }
}
