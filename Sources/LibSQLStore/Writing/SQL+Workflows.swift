import SQLLayout

/// The statements that write workflows, steps and events. A text id is looked up within each, so
/// that a commit needs no answer before its end. A row that must exist and does not is NULL where
/// the table takes none: the statement fails.
extension SQL {
  private static let key = "(SELECT key FROM workflow WHERE id = ?1)"
  private static let living = "(SELECT key FROM workflow WHERE id = ?1 AND status IS NOT NULL)"

  /// A version of NULL, which the table does not take, keeps the row of a deleted workflow as it is.
  static let writeWorkflow = SQL(
    """
    INSERT INTO workflow (id, status, version, fence, current_step_index, created_at, updated_at,
      operation, creation, name, description, metadata, detail, owner, due, priority, scope, wants,
      idempotency_key)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
    ON CONFLICT (id) DO UPDATE SET status = excluded.status,
      version = CASE WHEN status IS NULL THEN NULL ELSE excluded.version END,
      fence = excluded.fence, current_step_index = excluded.current_step_index,
      created_at = excluded.created_at, updated_at = excluded.updated_at,
      operation = excluded.operation, name = excluded.name, description = excluded.description,
      metadata = excluded.metadata, detail = excluded.detail, owner = excluded.owner,
      due = excluded.due, priority = excluded.priority, scope = excluded.scope,
      wants = excluded.wants, idempotency_key = excluded.idempotency_key
    """)

  /// Wants are indexed only while nobody owns the workflow.
  static let insertWants = SQL(
    """
    INSERT OR IGNORE INTO want (agent, priority, workflow, scope)
    SELECT agent.value, priority, workflow.key, scope FROM workflow, json_each(wants) AS agent
    WHERE workflow.id = ? AND owner IS NULL
    """)
  static let removeWants = SQL(
    """
    DELETE FROM want WHERE (agent, priority, workflow) IN (
      SELECT agent.value, priority, workflow.key FROM workflow, json_each(wants) AS agent
      WHERE workflow.id = ? AND owner IS NULL)
    """)

  static let writeStep = SQL(
    """
    INSERT INTO step (workflow, parent, position, id, status, created_at, updated_at, agent, thread,
      name, input_seq, input, result_seq, result, error, metadata, detail)
    VALUES (\(living), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
    ON CONFLICT DO UPDATE SET status = excluded.status, created_at = excluded.created_at,
      updated_at = excluded.updated_at, agent = excluded.agent, thread = excluded.thread,
      name = excluded.name, input_seq = excluded.input_seq, input = excluded.input,
      result_seq = excluded.result_seq, result = excluded.result, error = excluded.error,
      metadata = excluded.metadata, detail = excluded.detail, parent = excluded.parent,
      position = excluded.position
    """)

  static let insertEvent = SQL(
    """
    INSERT INTO event (cursor, workflow, seq, at, type, data)
    VALUES ((SELECT max(coalesce((SELECT max(cursor) FROM event), 0), cursor) + 1
        FROM last_deleted), \(key), ?2, ?3, ?4, ?5)
    """)
  static let cursorOfEvent = SQL(
    """
    SELECT event.cursor FROM workflow JOIN event ON event.workflow = workflow.key
    WHERE workflow.id = ? AND event.seq = ?
    """)
}

// MARK: - Deleting

extension SQL {
  private static let isLiving =
    "EXISTS (SELECT 1 FROM workflow WHERE id = ?1 AND status IS NOT NULL)"
  private static let threads = "(SELECT key FROM thread WHERE workflow = ?1)"

  static let deleteMessagesOfWorkflow = SQL(
    "DELETE FROM message WHERE thread IN \(threads) AND \(isLiving)")
  static let deleteThreadsOfWorkflow = SQL(
    "DELETE FROM thread WHERE workflow = ?1 AND \(isLiving)")
  /// Puts content that stands in the workflow's events into the messages that stay.
  static let quoteMessages = SQL(
    """
    UPDATE message SET content_seq = NULL, content = coalesce((
      SELECT data -> message.content FROM event
      WHERE event.workflow = \(living) AND event.seq = message.content_seq), 'null')
    WHERE workflow = ?1 AND content_seq IS NOT NULL AND \(isLiving) AND thread IN (
      SELECT key FROM thread WHERE workflow = ?1
      UNION SELECT thread FROM citation WHERE workflow = ?1)
    """)
  static let deleteCitations = SQL("DELETE FROM citation WHERE workflow = ?1 AND \(isLiving)")
  /// Cursors are never given twice, although the events that had the last ones go.
  static let noteLastCursor = SQL(
    "UPDATE last_deleted SET cursor = max(cursor, coalesce((SELECT max(cursor) FROM event), 0))")
  static let deleteSteps = SQL("DELETE FROM step WHERE workflow = \(living)")
  static let deleteEvents = SQL("DELETE FROM event WHERE workflow = \(living)")
  static let deleteInbox = SQL("DELETE FROM inbox WHERE workflow = \(living)")
  static let deleteDocuments = SQL("DELETE FROM document WHERE workflow = ?1 AND \(isLiving)")
  /// Leaves of a workflow's row only that there was one.
  static let entomb = SQL(
    """
    UPDATE workflow SET status = NULL, version = 0, operation = '', creation = '', owner = NULL,
      due = NULL, scope = '', wants = NULL, idempotency_key = NULL, name = '', description = NULL,
      metadata = NULL, detail = '{}'
    WHERE id = ?1 AND status IS NOT NULL
    """)
}
