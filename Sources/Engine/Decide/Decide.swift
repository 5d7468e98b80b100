import Time

/// Decides what a command does: the events that happen, or why it is refused.
///
/// Pure: the same workflow, command and context give the same events. The workflow is handed over
/// and comes back with the events applied, so that nothing is copied; on a rejection it comes back as
/// it was.
public func decide(
  _ workflow: consuming Workflow?, _ command: Command, in context: Context
) -> Decision {
  var decision = Decision(workflow: workflow, context: context)
  do throws(Rejection) {
    try decision.handle(command)
  } catch {
    decision.rejection = error
  }
  return decision
}

/// An event and the number of the attempt it belongs to (0: none).
public struct Occurrence: Sendable, Equatable {
  public var event: Event
  public var attempt: Int

  public init(event: Event, attempt: Int) {
    self.event = event
    self.attempt = attempt
  }
}

/// What came of a command.
public struct Decision: Sendable {
  public internal(set) var workflow: Workflow?
  /// What happened, in order.
  public internal(set) var occurrences: [Occurrence] = []
  /// The agents whose slots it took, once for each.
  public internal(set) var taken: [String] = []
  /// The steps that changed.
  public internal(set) var affected: Set<StepPath> = []
  /// Places under limits that are given back.
  public internal(set) var freed: [Place.Freed] = []
  /// Steps that left the state on the way, as they were last.
  public internal(set) var departed: [StepPath: StepState] = [:]
  public internal(set) var rejection: Rejection?
  var context: Context

  init(workflow: consuming Workflow?, context: Context) {
    self.workflow = workflow
    self.context = context
  }

  /// The events alone.
  public var events: [Event] { occurrences.map(\.event) }

  mutating func handle(_ command: Command) throws(Rejection) {
    if case .create(let creation, let isExecuted) = command {
      guard workflow == nil else { throw .exists }
      record(.created(creation))
      if isExecuted { try execute(.pending) }
      return
    }
    guard let status = workflow?.status, workflow?.isDeleted == false else { throw .notFound }
    switch command {
    case .create: break
    case .addStep(let step, let source, let after):
      try addStep(step, source: source, after: after)
    case .update(let update):
      record(.updated(update))
      if update.budget != nil {
        advance()
        raiseSlices()
      }
    case .execute: try execute(status)
    case .pause: try pause(status)
    case .resume: try resume(status)
    case .cancel(let reason): try cancel(status, reason: reason)
    case .retry(let step): try retry(status, from: step)
    case .delete(let force, let keepThreads):
      try delete(status, force: force, keepThreads: keepThreads)
    case .resolve(let step, let resolution): try resolve(step, resolution)
    case .advance:
      announceAbsence()
      advance()
    case .admit(let path): admit(path)
    case .claimed(let path): take(placeAt: path)
    case .accepted(let call, let lease): try accept(call, lease: lease)
    case .heartbeat(let call): try expect(call)
    case .ended(let call, let outcome): try end(call, outcome)
    case .interrupted(let calls): for call in calls { interrupt(call) }
    case .append(let message, let thread): append(message, to: thread, at: nil)
    case .signal(let name, let payload): try signal(name, payload, status)
    case .respond(let input, let response): try respond(to: input, response, status)
    case .childEnded(let child, let outcome, let usage): end(child: child, outcome, usage)
    }
  }

  /// Lets an event happen.
  mutating func record(_ event: Event) {
    if workflow?.leaving.isEmpty == false { rememberDeparting() }
    if case .retried = event { rememberReset() }
    evolve(&workflow, event, at: context.now)
    if case .retried = event { noteReset() }
    if let path = event.path { affected.insert(path) }
    if let others = workflow?.affected, !others.isEmpty { affected.formUnion(others) }
    if let places = workflow?.freed, !places.isEmpty { freed += places }
    let attempt = event.path.flatMap { workflow?.steps[$0]?.attempt } ?? 0
    occurrences.append(Occurrence(event: event, attempt: attempt))
  }
}

extension Decision {
  /// Keeps what is about to be forgotten, for those who record it.
  private mutating func rememberDeparting() {
    for path in workflow?.departing ?? [] { departed[path] = workflow?.steps[path] }
  }

  /// Keeps what changed in this very decision and may be forgotten when it goes back.
  private mutating func rememberReset() {
    for path in affected where path.isNested { departed[path] = workflow?.steps[path] }
  }

  /// What was forgotten when it went back is shown as if it had not been reached.
  private mutating func noteReset() {
    for path in workflow?.affected ?? [] where workflow?.steps[path] == nil {
      departed[path] = StepState(createdAt: context.now)
    }
  }

  /// The workflow of a command that is not `create`.
  var current: Workflow {
    guard let workflow else { preconditionFailure("only `create` is decided without a workflow") }
    return workflow
  }
}
