import JSON
import Synchronization
import Wire

/// What steps are called on the screen: their names, else their place and agent.
final class StepLabels: Sendable {
  private struct Known {
    let label: String
    let agentId: String?
  }

  private let known = Mutex<[String: Known]>([:])

  func learn(_ workflow: Wire.Workflow) {
    known.withLock { known in
      for (index, step) in (workflow.steps ?? []).enumerated() {
        known[step.id] = Known(label: step.label(at: index), agentId: step.agentId)
        for child in step.children ?? [] {
          known[child.id] = Known(label: child.label(at: nil), agentId: child.agentId)
        }
      }
    }
  }

  func agentId(of stepId: String) -> String? { known.withLock { $0[stepId]?.agentId } }

  /// What the step of an event is called; its id's beginning where nothing else is known.
  func label(of event: Wire.Event, _ stepId: String) -> String {
    event.stepName ?? known.withLock { $0[stepId]?.label } ?? String(stepId.prefix(8))
  }
}

extension Wire.Step {
  /// Its name, else its place from 1 and its agent: `2 (writer)`.
  func label(at index: Int?) -> String {
    if let name { return name }
    let kind = agentId ?? type.rawValue
    return index.map { "\($0 + 1) (\(kind))" } ?? "(\(kind))"
  }
}
