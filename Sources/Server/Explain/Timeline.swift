import JSON
import Store
import Time

/// How a workflow spent its time, gathered from its events in order.
struct Timeline {
  /// The types of events that it is made of.
  static let types = [
    "workflow.started", "workflow.paused", "workflow.resumed", "workflow.completed",
    "workflow.failed", "workflow.cancelled", "workflow.retried", "step.started", "step.waiting",
    "step.retryScheduled", "step.inDoubt", "step.completed", "step.failed", "step.skipped",
    "step.cancelled",
  ]

  /// Time in which the workflow ran, pauses left out.
  private(set) var running = Duration.zero
  private(set) var spans: [String: Span] = [:]
  private var runningSince: Instant?

  /// What is known of one step's time.
  struct Span {
    var began: Instant
    var ended: Instant?
    var attempts = 0
    var running = Duration.zero
    var waiting = Duration.zero
    fileprivate var phase: (isRunning: Bool, since: Instant)?

    /// Counts the phase that ends now, and begins another.
    fileprivate mutating func enter(isRunning next: Bool?, at now: Instant) {
      if let (isRunning, since) = phase {
        if isRunning { running += now - since } else { waiting += now - since }
      }
      phase = next.map { ($0, now) }
      ended = next == nil ? now : nil
    }
  }

  mutating func take(_ event: EventRecord) {
    switch event.type {
    case "workflow.started", "workflow.resumed", "workflow.retried": runningSince = event.at
    case "workflow.paused", "workflow.completed", "workflow.failed", "workflow.cancelled":
      rest(at: event.at)
    default: if let step = event.data["stepId"]?.stringValue { take(event, of: step) }
    }
  }

  private mutating func take(_ event: EventRecord, of step: String) {
    var span = spans[step] ?? Span(began: event.at)
    switch event.type {
    case "step.started":
      span.attempts += 1
      span.enter(isRunning: true, at: event.at)
    case "step.waiting", "step.retryScheduled", "step.inDoubt":
      span.enter(isRunning: false, at: event.at)
    default: span.enter(isRunning: nil, at: event.at)
    }
    spans[step] = span
  }

  private mutating func rest(at now: Instant) {
    if let runningSince { running += now - runningSince }
    runningSince = nil
  }

  /// Counts what is still going on.
  mutating func end(at now: Instant) {
    rest(at: now)
    for step in spans.keys where spans[step]?.phase != nil {
      spans[step]?.enter(isRunning: nil, at: now)
    }
  }

  /// The steps that took the time, in order: from the last that ended back, each time the one that
  /// ended last before the next began.
  func criticalPath(among steps: Set<String>) -> [String] {
    let ended = spans.filter { steps.contains($0.key) }
      .compactMap { step, span in span.ended.map { (step, span.began, $0) } }
      .sorted { ($0.2, $0.1, $0.0) > ($1.2, $1.1, $1.0) }
    var path: [String] = []
    var next: Instant?
    for (step, began, end) in ended where next.map({ end <= $0 }) ?? true {
      path.append(step)
      next = began
    }
    return path.reversed()
  }
}
