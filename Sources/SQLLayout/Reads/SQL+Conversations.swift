import Store

extension SQL {
  package static let thread = SQL("SELECT \(ThreadRecord.columns) FROM thread WHERE id = ?")
  package static let threads = SQL(
    """
    SELECT \(ThreadRecord.columns) FROM thread ORDER BY updated_at DESC, id LIMIT ? OFFSET ?
    """)
  private static let selectMessages = """
    SELECT \(MessageRecord.columns) FROM thread JOIN message ON message.thread = thread.key
    WHERE thread.id = ?
    """
  package static let messages = SQL(
    "\(selectMessages) AND message.position > ? ORDER BY message.position LIMIT ?")
  package static let lastMessages = SQL(
    "\(selectMessages) ORDER BY message.position DESC LIMIT ?")
  package static let document = SQL(
    "SELECT \(DocumentRecord.columns) FROM document WHERE kind = ? AND key = ?")
  package static let documents = SQL(
    """
    SELECT \(DocumentRecord.columns) FROM document
    WHERE kind = ?1 AND key >= ?2 AND (?3 IS NULL OR key > ?3) ORDER BY key
    """)
  package static let documentKinds = SQL("SELECT DISTINCT kind FROM document ORDER BY kind")
}
