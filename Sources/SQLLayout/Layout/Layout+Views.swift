extension Layout {
  /// The relations `workflows` and `workflow_steps` for any SQL reader, with current values:
  /// instants in RFC 3339 with milliseconds, `input` and `result` raw where they are strings and as
  /// JSON text otherwise.
  package static let views = """
    CREATE VIEW workflows AS
    SELECT id, name, description, current_step_index, status, metadata,
      \(time("created_at")), \(time("updated_at"))
    FROM workflow
    WHERE status IS NOT NULL;

    CREATE VIEW workflow_steps AS
    SELECT step.id AS id, workflow.id AS workflow_id, coalesce(step.agent, '') AS agent_id,
      \(payload("input")), coalesce(step.thread, '') AS thread_id, step.status AS status,
      \(payload("result")), step.error AS error, step.metadata AS metadata,
      \(time("created_at", of: "step.")), \(time("updated_at", of: "step."))
    FROM step
    JOIN workflow ON workflow.key = step.workflow
    LEFT JOIN event AS input_event
      ON input_event.workflow = step.workflow AND input_event.seq = step.input_seq
    LEFT JOIN event AS result_event
      ON result_event.workflow = step.workflow AND result_event.seq = step.result_seq;

    """

  private static func time(_ column: String, of table: String = "") -> String {
    "strftime('%Y-%m-%dT%H:%M:%fZ', \(table)\(column) / 1000.0, 'unixepoch') AS \(column)"
  }

  /// The value of a payload: the member of an event's data, or the JSON in the column itself.
  private static func payload(_ column: String) -> String {
    let event = "\(column)_event.data"
    let member = "'$.\"' || step.\(column) || '\"'"
    return """
      CASE WHEN step.\(column)_seq IS NULL THEN
          CASE json_type(step.\(column)) WHEN 'text' THEN step.\(column) ->> '$'
            ELSE step.\(column) END
        ELSE
          CASE json_type(\(event), \(member)) WHEN 'text' THEN \(event) ->> (\(member))
            ELSE \(event) -> (\(member)) END
        END AS \(column)
      """
  }
}
