import Store
import SQLLayout

/// What a commit has to know of a thread's row before it writes.
struct ThreadRow {
  let key: Int64
  var workflow: String?
}

extension Ledger {
  func row(ofThread id: String) throws(SQLiteFailure) -> ThreadRow? {
    if let known = threads[id] { return known }
    let row = try connection.prepare(.threadRow).bind(id)
      .first { (row: inout Row) throws(SQLiteFailure) in
        ThreadRow(key: try row.next(), workflow: try row.next())
      }
    if let row { threads[id] = row }
    return row
  }

  func write(_ record: ThreadRecord) throws(SQLiteFailure) {
    guard var row = try row(ofThread: record.id) else { return try insert(record) }
    try connection.prepare(.updateThread).bind(record.updatedAt).bind(record.title)
      .bind(record.metadata).bind(row.key).run()
    guard row.workflow != record.workflow else { return }
    try connection.prepare(.giveThread).bind(record.workflow).bind(row.key).run()
    if let former = row.workflow { try cite(former, in: row.key) }
    row.workflow = record.workflow
    threads[record.id] = row
  }

  /// Opens a thread, or says of one that is there already when it was last used.
  func open(_ record: ThreadRecord) throws(SQLiteFailure) {
    guard let row = try row(ofThread: record.id) else { return try insert(record) }
    try connection.prepare(.touchThread).bind(record.updatedAt).bind(row.key).run()
  }

  private func insert(_ record: ThreadRecord) throws(SQLiteFailure) {
    try connection.prepare(.insertThread).bind(record.id).bind(record.workflow)
      .bind(record.createdAt).bind(record.updatedAt).bind(record.title).bind(record.metadata)
      .run()
    threads[record.id] = ThreadRow(key: connection.lastInsertedKey, workflow: record.workflow)
  }

  func write(_ message: MessageRecord) throws(SQLiteFailure) {
    guard let thread = try row(ofThread: message.thread) else { return }
    try connection.prepare(.writeMessage).bind(thread.key).bind(message.id).bind(message.role)
      .bind(message.workflow).bind(message.step).bind(message.createdAt)
      .bind(Payload?.some(message.content)).bind(message.metadata).run()
    guard case .event = message.content, let workflow = message.workflow,
      workflow != thread.workflow
    else { return }
    try cite(workflow, in: thread.key)
  }

  func deleteThread(_ id: String) throws(SQLiteFailure) {
    try connection.prepare(.deleteThread).bind(id).run()
    threads[id] = nil
  }

  func write(_ document: DocumentRecord) throws(SQLiteFailure) {
    try connection.prepare(.writeDocument).bind(document.id).bind(document.workflow)
      .bind(document.body).run()
  }

  /// Notes that messages of a thread the workflow does not own stand in its events.
  private func cite(_ workflow: String, in thread: Int64) throws(SQLiteFailure) {
    try connection.prepare(.insertCitation).bind(workflow).bind(thread).run()
  }
}

extension SQL {
  fileprivate static let threadRow = SQL("SELECT key, workflow FROM thread WHERE id = ?")
  fileprivate static let insertThread = SQL(
    """
    INSERT INTO thread (id, workflow, created_at, updated_at, title, metadata)
    VALUES (?, ?, ?, ?, ?, ?)
    """)
  fileprivate static let updateThread = SQL(
    "UPDATE thread SET updated_at = ?, title = ?, metadata = ? WHERE key = ?")
  fileprivate static let touchThread = SQL("UPDATE thread SET updated_at = ? WHERE key = ?")
  fileprivate static let giveThread = SQL("UPDATE thread SET workflow = ? WHERE key = ?")
  /// Messages go with their thread (`ON DELETE CASCADE`).
  fileprivate static let deleteThread = SQL("DELETE FROM thread WHERE id = ?")
  fileprivate static let writeMessage = SQL(
    """
    INSERT INTO message (thread, position, id, role, workflow, step, created_at, content_seq,
      content, metadata)
    VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM message WHERE thread = ?1),
      ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (thread, id) DO UPDATE SET role = excluded.role, workflow = excluded.workflow,
      step = excluded.step, created_at = excluded.created_at, content_seq = excluded.content_seq,
      content = excluded.content, metadata = excluded.metadata
    """)
  fileprivate static let insertCitation = SQL(
    "INSERT OR IGNORE INTO citation (workflow, thread) VALUES (?, ?)")
  fileprivate static let writeDocument = SQL(
    """
    INSERT INTO document (kind, key, workflow, revision, body) VALUES (?, ?, ?, 1, ?)
    ON CONFLICT (kind, key) DO UPDATE SET workflow = excluded.workflow, body = excluded.body,
      revision = revision + 1
    """)
  static let deleteDocument = SQL("DELETE FROM document WHERE kind = ? AND key = ?")
}
