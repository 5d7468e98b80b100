import Store
import SQLLayout

extension Ledger {
  /// Removes a workflow with what belongs to it; nothing happens where there is none.
  func delete(_ id: String, keepThreads: Bool) throws(SQLiteFailure) {
    guard let row = try livingRow(ofWorkflow: id) else { return }
    if !keepThreads {
      try connection.prepare(.deleteThreads).bind(id).run()
      threads.removeAll()
    }
    try quote(id, row.key)
    try noteLastCursor()
    try removeWants(of: row)
    for sql in [SQL.deleteSteps, .deleteEvents, .deleteInboxOf] {
      try connection.prepare(sql).bind(row.key).run()
    }
    try connection.prepare(.deleteDocuments).bind(id).run()
    try entomb(id)
  }

  /// Leaves of a workflow's row only that there was one.
  func entomb(_ id: String) throws(SQLiteFailure) {
    try connection.prepare(.entomb).bind(id).run()
    workflows[id] = nil
  }

  /// Puts content that stands in the workflow's events into the messages that stay.
  private func quote(_ id: String, _ key: Int64) throws(SQLiteFailure) {
    try connection.prepare(.quoteMessages).bind(id).bind(key).run()
    try connection.prepare(.deleteCitations).bind(id).run()
  }

  /// Cursors are never given twice, although the events that had the last ones go.
  private func noteLastCursor() throws(SQLiteFailure) {
    try connection.prepare(.noteLastCursor).bind(try greatestCursor()).run()
  }
}

extension SQL {
  fileprivate static let deleteThreads = SQL("DELETE FROM thread WHERE workflow = ?")
  fileprivate static let quoteMessages = SQL(
    """
    UPDATE message SET content_seq = NULL, content = coalesce((
      SELECT data -> message.content FROM event
      WHERE event.workflow = ?2 AND event.seq = message.content_seq), 'null')
    WHERE workflow = ?1 AND content_seq IS NOT NULL AND thread IN (
      SELECT key FROM thread WHERE workflow = ?1
      UNION SELECT thread FROM citation WHERE workflow = ?1)
    """)
  fileprivate static let deleteCitations = SQL("DELETE FROM citation WHERE workflow = ?")
  fileprivate static let noteLastCursor = SQL("UPDATE last_deleted SET cursor = ?")
  fileprivate static let deleteSteps = SQL("DELETE FROM step WHERE workflow = ?")
  fileprivate static let deleteEvents = SQL("DELETE FROM event WHERE workflow = ?")
  fileprivate static let deleteInboxOf = SQL("DELETE FROM inbox WHERE workflow = ?")
  fileprivate static let deleteDocuments = SQL("DELETE FROM document WHERE workflow = ?")
  fileprivate static let entomb = SQL(
    """
    UPDATE workflow SET status = NULL, version = 0, operation = '', creation = '', owner = NULL,
      due = NULL, scope = '', wants = NULL, idempotency_key = NULL, name = '', description = NULL,
      metadata = NULL, detail = '{}'
    WHERE id = ?
    """)
}
