import Store

extension SQL {
  private static let selectSteps = """
    SELECT \(StepRecord.columns) FROM workflow JOIN step ON step.workflow = workflow.key
    WHERE workflow.id = ?
    """
  package static let step = SQL("\(selectSteps) AND step.id = ?")
  package static let stepsByName = SQL(
    "\(selectSteps) AND step.name = ? ORDER BY step.position, step.id LIMIT ?")
  package static let steps = SQL(
    """
    \(selectSteps) AND step.parent = ? AND step.position > ?
    ORDER BY step.position, step.id LIMIT ?
    """)
  package static let stepCount = SQL(
    """
    SELECT count(*) FROM step
    WHERE workflow = (SELECT key FROM workflow WHERE id = ?) AND parent = ?
    """)
}
