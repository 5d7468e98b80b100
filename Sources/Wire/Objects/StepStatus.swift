/// Where a step stands.
public enum StepStatus: String, WireEnum {
  public static let summary = """
    Where a step stands. `waiting`: for a timer, a retry, a signal, a person, a child or an agent. \
    `inDoubt`: it ran when the engine died and `step/resolve` has to say what became of it.
    """

  case pending, running, waiting, completed, failed, skipped, cancelled, inDoubt
}
