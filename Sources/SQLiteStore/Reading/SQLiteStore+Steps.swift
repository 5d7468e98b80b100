public import Store
import SQLLayout

extension SQLiteStore {
  public func step(_ id: String, of workflow: String) async throws(StoreError) -> StepRecord? {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.step).bind(workflow).bind(id).first(StepRecord.init)
    }
  }

  public func steps(
    named name: String, of workflow: String, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.stepsByName).bind(workflow).bind(name).bind(max(0, limit))
        .all(StepRecord.init)
    }
  }

  public func steps(
    of workflow: String, parent: String?, after position: Int?, limit: Int
  ) async throws(StoreError) -> [StepRecord] {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.steps).bind(workflow).bind(parent ?? "").bind(position ?? .min)
        .bind(max(0, limit)).all(StepRecord.init)
    }
  }

  public func stepCount(of workflow: String, parent: String?) async throws(StoreError) -> Int {
    try await read { (connection) throws(SQLiteFailure) in
      try connection.prepare(.stepCount).bind(workflow).bind(parent ?? "")
        .first { (row: inout Row) throws(SQLiteFailure) in try row.next() } ?? 0
    }
  }
}
