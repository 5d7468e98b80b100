/// Where a workflow stands.
public enum WorkflowStatus: String, WireEnum {
  public static let summary = """
    Where a workflow stands: `pending` until it is executed, `running` until it is finished, also \
    while it waits, and `paused` in between.
    """

  case pending, running, completed, failed, paused, cancelled
}
