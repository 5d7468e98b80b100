import SQLLayout

/// The statements that write threads, messages, documents and what engines share.
extension SQL {
  private static let insertThread = """
    INSERT INTO thread (id, workflow, created_at, updated_at, title, metadata)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET updated_at = excluded.updated_at
    """
  static let openThread = SQL(insertThread)
  static let writeThread = SQL(
    """
    \(insertThread), title = excluded.title, metadata = excluded.metadata,
      workflow = excluded.workflow
    """)
  /// Notes that messages of a thread stand in the events of the workflow that gives it away.
  static let citeFormer = SQL(
    """
    INSERT OR IGNORE INTO citation (workflow, thread)
    SELECT workflow, key FROM thread
    WHERE id = ?1 AND workflow IS NOT NULL AND workflow IS NOT ?2
    """)
  /// Notes that messages of a thread the workflow does not own stand in its events.
  static let cite = SQL(
    """
    INSERT OR IGNORE INTO citation (workflow, thread)
    SELECT ?2, key FROM thread WHERE id = ?1 AND workflow IS NOT ?2
    """)
  /// Messages first: whether they go with their thread is a setting of the server.
  static let deleteMessages = SQL(
    "DELETE FROM message WHERE thread = (SELECT key FROM thread WHERE id = ?)")
  static let deleteThread = SQL("DELETE FROM thread WHERE id = ?")

  static let writeMessage = SQL(
    """
    INSERT INTO message (thread, position, id, role, workflow, step, created_at, content_seq,
      content, metadata)
    SELECT key, (SELECT coalesce(max(position), 0) + 1 FROM message WHERE thread = key),
      ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
    FROM thread WHERE id = ?1
    ON CONFLICT (thread, id) DO UPDATE SET role = excluded.role, workflow = excluded.workflow,
      step = excluded.step, created_at = excluded.created_at, content_seq = excluded.content_seq,
      content = excluded.content, metadata = excluded.metadata
    """)
  static let writeDocument = SQL(
    """
    INSERT INTO document (kind, key, workflow, revision, body) VALUES (?, ?, ?, 1, ?)
    ON CONFLICT (kind, key) DO UPDATE SET workflow = excluded.workflow, body = excluded.body,
      revision = revision + 1
    """)
  static let deleteDocument = SQL("DELETE FROM document WHERE kind = ? AND key = ?")
}

// MARK: - What engines share

extension SQL {
  static let insertInbox = SQL(
    """
    INSERT INTO inbox (workflow, id, at, body)
    SELECT key, ?2, ?3, ?4 FROM workflow WHERE id = ?1 AND status IS NOT NULL
    """)
  static let drain = SQL(
    """
    DELETE FROM inbox WHERE id IN (SELECT value FROM json_each(?2)) AND workflow = (
      SELECT key FROM workflow WHERE id = ?1 AND status IS NOT NULL)
    """)

  static let takeClaim = SQL(
    """
    INSERT INTO claim (name, holder, is_held, place) VALUES (?, ?, 1, 0)
    ON CONFLICT (name, holder) DO UPDATE SET is_held = 1, place = 0
    """)
  static let enqueueClaim = SQL(
    """
    INSERT INTO claim (name, holder, is_held, place)
    SELECT ?1, ?2, 0, coalesce(max(place), 0) + 1 FROM claim WHERE name = ?1 AND is_held = 0
    ON CONFLICT (name, holder) DO NOTHING
    """)
  static let releaseClaim = SQL("DELETE FROM claim WHERE name = ? AND holder = ?")

  static let writeLease = SQL(
    """
    INSERT INTO lease (engine, host, process, started_at, expires_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (engine) DO UPDATE SET host = excluded.host, process = excluded.process,
      started_at = excluded.started_at, expires_at = excluded.expires_at
    """)
  static let deleteLease = SQL("DELETE FROM lease WHERE engine = ?")
}
