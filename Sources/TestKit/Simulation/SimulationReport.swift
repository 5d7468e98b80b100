/// What came of a simulated run.
public struct SimulationReport: Sendable {
  public var workflows = 0
  /// Those of them that a step of another made.
  public var children = 0
  public var commits = 0
  public var crashes = 0
  public var outages = 0
  /// How often an engine's clock was set.
  public var jumps = 0
  /// Commits of an engine that had lost the workflow to another.
  public var fenced = 0
  /// Commits that did not get a place under a limit and queued for it.
  public var queued = 0
  public var calls = 0
  /// Steps that began and ended in one commit.
  public var answeredAtOnce = 0
  /// Clients' questions that were answered.
  public var answers = 0
  /// Those of them that another engine's work brought.
  public var recalls = 0
  /// The law that was broken, or nil.
  public var violation: Violation?
  /// One line an event, with the simulated time in seconds; empty unless asked for.
  public var trace: [String] = []

  public init() {}

  /// Adds the figures of another run.
  public static func += (left: inout SimulationReport, right: SimulationReport) {
    left.workflows += right.workflows
    left.children += right.children
    left.commits += right.commits
    left.crashes += right.crashes
    left.outages += right.outages
    left.jumps += right.jumps
    left.fenced += right.fenced
    left.queued += right.queued
    left.calls += right.calls
    left.answeredAtOnce += right.answeredAtOnce
    left.answers += right.answers
    left.recalls += right.recalls
    left.violation = left.violation ?? right.violation
  }
}
