import SQLLayout
public import Store

extension LibSQLStore {
  public func step(_ id: String, of workflow: String) async throws(StoreError) -> StepRecord? {
    try await steps(Statement(.step).bind(workflow).bind(id)).first
  }

  public func steps(
    named name: String, of workflow: String, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await steps(Statement(.stepsByName).bind(workflow).bind(name).bind(max(0, limit)))
  }

  public func steps(
    of workflow: String, parent: String?, after position: Int?, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await steps(
      Statement(.steps).bind(workflow).bind(parent ?? "").bind(position ?? .min)
        .bind(max(0, limit)))
  }

  public func stepCount(of workflow: String, parent: String?) async throws(StoreError) -> Int {
    let count = try await first(Statement(.stepCount).bind(workflow).bind(parent ?? "")) {
      (row: inout ServerRow) throws(StoreError) in try row.next(Int.self)
    }
    return count ?? 0
  }

  private func steps(_ statement: Statement) async throws(StoreError) -> [StepRecord] {
    try await rows(statement, StepRecord.init)
  }
}
