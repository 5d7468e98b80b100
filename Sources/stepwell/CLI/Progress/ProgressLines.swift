import JSON
import Synchronization
import Time
import Wire

/// Progress as plain lines on standard error, for logs and pipes.
final class ProgressLines: Progress {
  private let labels = StepLabels()
  private let starts = Mutex<[String: Instant]>([:])

  func learn(_ workflow: Wire.Workflow) { labels.learn(workflow) }

  func take(_ event: Wire.Event) {
    if let change = StepChange(event, labels) {
      if let line = line(change) { say("step \(change.label) \(line)") }
    } else if let line = Self.line(event) {
      say("workflow \(event.workflowId) \(line)")
    }
  }

  private func say(_ line: String) { StandardError.write(Cells(line).text) }

  private func line(_ change: StepChange) -> String? {
    switch change.news {
    case .wrote, .progressed: return nil
    case .started:
      starts.withLock { starts in
        if starts[change.stepId] == nil { starts[change.stepId] = change.at }
      }
      return "started"
    case .waiting(let cause): return "waits \(cause)"
    case .retrying(let error, let until):
      let wait = until.map { " in \(($0 - change.at).glance)" } ?? ""
      return "failed and is tried again\(wait): \(error)"
    case .completed: return "completed\(time(change))"
    case .failed(let error): return "failed\(time(change)): \(error)"
    case .skipped: return "skipped"
    case .cancelled: return "cancelled\(time(change))"
    case .inDoubt: return "is in doubt; stepwell call step/resolve decides"
    }
  }

  private func time(_ change: StepChange) -> String {
    let start = starts.withLock { $0.removeValue(forKey: change.stepId) }
    return start.map { " in \((change.at - $0).glance)" } ?? ""
  }

  private static func line(_ event: Wire.Event) -> String? {
    switch event.type {
    case .workflowCreated: return "created"
    case .workflowStarted: return "started"
    case .workflowPaused: return "paused"
    case .workflowResumed: return "resumed"
    case .workflowRetried: return "goes on"
    case .workflowCompleted: return "completed"
    case .workflowCancelled: return "cancelled"
    case .workflowFailed: return "failed"
    case .workflowDeleted: return "deleted"
    case .budgetExceeded: return "waits for a larger budget"
    case .workflowWaiting:
      return
        "waits for a place under key \(JSON.string(event.data?["key"]?.stringValue ?? "").text)"
    case .workflowAdmitted: return "has its place"
    case .workflowCompensating: return "is over and undoes what it did"
    case .budgetSettled, .budgetGranted, .stepAdmitted, .stepIterated, .stepCaught,
      .stepCompensating, .workflowStepAdded, .workflowUpdated,
      .workflowForked, .stepStarted, .stepAccepted,
      .stepCompleted, .stepFailed, .stepRetryScheduled, .stepWaiting, .stepSkipped,
      .stepCancelled, .stepInDoubt, .stepResolved, .inputRequested, .inputResolved,
      .signalReceived, .messageAppended, .stepDelta, .stepProgress:
      return nil
    }
  }
}
