import Store

extension SQL {
  package static let workflow = SQL(
    "SELECT \(WorkflowRecord.columns()) FROM workflow WHERE id = ? AND status IS NOT NULL")
  package static let workflowByKey = SQL(
    "SELECT \(WorkflowRecord.columns()) FROM workflow WHERE idempotency_key = ?")
  /// Metadata is judged by the function `admits(metadata, wanted)`, which a driver has to add.
  package static let workflows = list(admitted: "admits(metadata, ?5)")
  /// Metadata is judged roughly: some of those listed may not have what is wanted, but none is
  /// missing. For servers that take no functions.
  package static let workflowsRoughly = list(
    admitted: """
      NOT EXISTS (SELECT 1 FROM json_each(?5) AS wanted WHERE NOT EXISTS (
        SELECT 1 FROM json_each(metadata) AS member WHERE member.key = wanted.key
          AND (wanted.type IN ('integer', 'real') AND member.type IN ('integer', 'real')
            OR member.type = wanted.type)
          AND (wanted.type <> 'text' OR member.value = wanted.value)))
      """)

  /// The index gives the order by `updated_at`; only ties are sorted.
  private static func list(admitted: String) -> SQL {
    SQL(
      """
      SELECT \(WorkflowRecord.columns()) FROM workflow
      WHERE status IS NOT NULL AND updated_at <= ?1 AND (updated_at < ?1 OR id > ?2)
        AND (?3 IS NULL OR status = ?3)
        AND (?4 IS NULL OR instr(lower(name), lower(?4)) > 0)
        AND (?5 IS NULL OR \(admitted))
      ORDER BY updated_at DESC, id
      LIMIT ?6 OFFSET ?7
      """)
  }

  package static let counts = SQL(
    "SELECT status, count(*) FROM workflow WHERE status IS NOT NULL GROUP BY status")
}
