/// What kind of step it is.
public enum StepType: String, WireEnum {
  public static let summary = "The kind of a step, as in its definition."

  case agent, parallel, forEach, `switch`, loop, sleep, signal, input, workflow, set, fail, succeed
}
