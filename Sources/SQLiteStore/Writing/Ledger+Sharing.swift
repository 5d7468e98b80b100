import Store
import SQLLayout

extension Ledger {
  func append(_ record: InboxRecord) throws(SQLiteFailure) {
    guard let workflow = try livingRow(ofWorkflow: record.workflow) else { return }
    try connection.prepare(.insertInbox).bind(workflow.key).bind(record.id).bind(record.at)
      .bind(record.body).run()
  }

  func drain(_ workflow: String, _ ids: [String]) throws(SQLiteFailure) {
    guard let workflow = try livingRow(ofWorkflow: workflow) else { return }
    for id in ids { try connection.prepare(.deleteInbox).bind(id).bind(workflow.key).run() }
  }

  func keep(_ lease: LeaseRecord) throws(SQLiteFailure) {
    try connection.prepare(.writeLease).bind(lease.engine).bind(lease.host).bind(lease.process)
      .bind(lease.startedAt).bind(lease.expiresAt).run()
  }

  func dropLease(engine: String) throws(SQLiteFailure) {
    try connection.prepare(.deleteLease).bind(engine).run()
  }
}

extension SQL {
  fileprivate static let insertInbox = SQL(
    "INSERT INTO inbox (workflow, id, at, body) VALUES (?, ?, ?, ?)")
  fileprivate static let deleteInbox = SQL("DELETE FROM inbox WHERE id = ? AND workflow = ?")
  fileprivate static let writeLease = SQL(
    """
    INSERT INTO lease (engine, host, process, started_at, expires_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (engine) DO UPDATE SET host = excluded.host, process = excluded.process,
      started_at = excluded.started_at, expires_at = excluded.expires_at
    """)
  fileprivate static let deleteLease = SQL("DELETE FROM lease WHERE engine = ?")
}
