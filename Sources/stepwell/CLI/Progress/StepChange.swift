import JSON
import Time
import Wire

/// What an event says about a step, in the words of a person.
struct StepChange {
  enum News: Equatable {
    case started
    /// The next piece of what its agent writes.
    case wrote(String)
    /// What its agent says about how far it is.
    case progressed(String)
    /// It waits: "for agent \"writer\"".
    case waiting(String)
    /// It failed and is tried again at that moment.
    case retrying(String, until: Instant?)
    case completed
    case failed(String)
    case skipped
    case cancelled
    /// It ran when its engine died, and somebody has to say what became of it.
    case inDoubt
  }

  let stepId: String
  let label: String
  let at: Instant
  let news: News

  /// Nil for events about anything but the course of a step.
  init?(_ event: Wire.Event, _ labels: StepLabels) {
    guard let stepId = event.stepId, let news = News(event, agentId: labels.agentId(of: stepId))
    else { return nil }
    self.stepId = stepId
    label = labels.label(of: event, stepId)
    at = event.at
    self.news = news
  }

  /// Whether nothing more will happen to the step for now.
  var isEnd: Bool {
    switch news {
    case .completed, .failed, .skipped, .cancelled, .inDoubt: true
    case .started, .wrote, .progressed, .waiting, .retrying: false
    }
  }
}

extension StepChange.News {
  init?(_ event: Wire.Event, agentId: String?) {
    let data = event.data
    let error = data?["error"]?.stringValue ?? "no reason was given"
    switch event.type {
    case .stepStarted, .stepAccepted: self = .started
    case .stepDelta: self = .wrote(data?["delta"]?.stringValue ?? "")
    case .stepProgress:
      let progress = data?["progress"]
      self = .progressed(progress?.stringValue ?? progress?.text ?? "")
    case .stepWaiting:
      let key = data?["key"]?.stringValue
      self = .waiting(
        key.map { "for a place under key \(JSON.string($0).text)" }
          ?? Self.cause(data?["reason"]?.stringValue, agentId))
    case .inputRequested: self = .waiting("for an answer: \(data?["prompt"]?.stringValue ?? "")")
    case .stepRetryScheduled:
      self = .retrying(error, until: data?["until"]?.stringValue.flatMap { Instant($0) })
    case .stepCompleted: self = .completed
    case .stepFailed: self = .failed(error)
    case .stepSkipped: self = .skipped
    case .stepCancelled: self = .cancelled
    case .stepInDoubt: self = .inDoubt
    case .stepAdmitted, .stepIterated, .stepCaught, .stepCompensating, .workflowWaiting,
      .workflowAdmitted, .workflowCompensating, .workflowCreated,
      .workflowStepAdded, .workflowUpdated, .workflowStarted, .workflowPaused,
      .workflowResumed, .workflowCompleted, .workflowFailed, .workflowCancelled, .workflowRetried,
      .workflowForked, .workflowDeleted, .stepResolved, .inputResolved, .signalReceived,
      .messageAppended, .budgetExceeded, .budgetSettled, .budgetGranted:
      return nil
    }
  }

  private static func cause(_ reason: String?, _ agentId: String?) -> String {
    switch reason.flatMap(WaitingReason.init(rawValue:)) {
    case .agent: agentId.map { "for agent \(JSON.string($0).text)" } ?? "for its agent"
    case .concurrency: "for its turn"
    case .timer, .retry: "for its time"
    case .signal: "for a signal"
    case .input: "for an answer"
    case .child: "for another workflow"
    case .budget: "for a larger budget"
    case .inDoubt: "for stepwell call step/resolve"
    case nil: "for something"
    }
  }
}
