/// The engine's own bounds; `Runtime` reports them with the others.
public enum Limits {
  /// Levels that steps may stand inside others.
  public static let nesting = 40
  /// Workflows that may stand above a child.
  public static let generations = 32
  /// Items of one `forEach`.
  public static let items = 100_000
  /// Items of one `forEach` that are under way at once, where its definition does not say how many.
  public static let itemsAtOnce = 1000
  /// Steps in one definition.
  public static let steps = 100_000
  /// Problems told of one definition.
  public static let definitionProblems = 100
  /// Events of one decision; what is left follows in the next.
  public static let eventsPerDecision = 256
  /// Interrupted attempts in a row before a step is given up.
  public static let interruptions = 10
  /// Signals of one workflow that wait for a step.
  public static let keptSignals = 10_000
}
