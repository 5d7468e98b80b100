import Engine
import Store

/// What one turn decided and is about to commit: at most one commit a workflow.
struct Batch: Sendable {
  var commits: [Commit] = []
  /// What is told and done when the commit at the same index is durable.
  var consequences: [Consequence] = []
  /// The index of each workflow's commit.
  var indices: [String: Int] = [:]
  /// Workflows that were looked at and did not change; what may have shown to be missing is looked
  /// after at the end of the turn.
  var unchanged: Set<String> = []
  /// Workflows whose further messages wait for the next turn, and those messages.
  var closed: Set<String> = []
  var deferred: [Inbound] = []
  /// How many calls were answered where they were made.
  var instantAnswers = 0
}

/// What follows from a commit.
struct Consequence: Sendable {
  var workflow: String?
  /// What led to it, in order; handed in again if the commit does not come about.
  var causes: [Cause] = []
  /// Names the answer to a `Write`.
  var token: Int?
  /// What was decided; turned into changes when the batch is complete.
  var occurrences: [Occurrence] = []
  /// The steps that changed.
  var affected: Set<StepPath> = []
  /// Steps that left the state on the way, as they were last.
  var departed: [StepPath: StepState] = [:]
  /// Places under limits that are given back.
  var freed: [Place.Freed] = []
  /// Further changes that requests brought.
  var extras: [Change] = []
  var events: [EventRecord] = []
  /// The request that the commit puts into an inbox, and the letter's id.
  var sent: (id: String, asked: Loop.Asked)?
  /// Agents of which a slot is kept for calls that begin with this commit, once for each.
  var promised: [String] = []
  /// How many of the occurrences were looked through for calls that can be answered at once.
  var seen = 0
}

extension Consequence {
  /// Adds what was decided.
  mutating func take(_ decision: Decision) {
    occurrences += decision.occurrences
    promised += decision.taken
    freed += decision.freed
    affected.formUnion(decision.affected)
    guard !decision.departed.isEmpty else { return }
    departed.merge(decision.departed) { _, later in later }
  }

  /// The next occurrence that was not yet looked at.
  mutating func nextUnseen() -> Occurrence? {
    guard seen < occurrences.count else { return nil }
    defer { seen += 1 }
    return occurrences[seen]
  }

  /// Forgets a slot that is kept for a call.
  mutating func release(_ agentId: String) {
    if let index = promised.firstIndex(of: agentId) { promised.remove(at: index) }
  }
}

/// A message that took part in a commit.
struct Cause: Sendable {
  var message: Inbound
  /// The answer if somebody waits for one: how it left the workflow, whatever came after it in the
  /// same commit.
  var reply: CommandReply?
  /// Whether it brought something to the commit.
  var hasPart = true
}
