/// What becomes of a step by hand.
public enum StepAction: String, WireEnum {
  public static let summary = """
    What becomes of a step: `retry` tries again, `complete` takes the result given, `fail` takes \
    the error given, `skip` goes on without it.
    """

  case retry, complete, fail, skip
}
