import JSON
import Time
import Wire

extension Wire.Workflow {
  /// What it waits for and what to do about it, to follow "waits".
  var wants: String {
    guard let first = waitingFor?.first else { return "" }
    let more = (waitingFor ?? []).count > 1 ? " and more" : ""
    return " \(first.cause)\(more); \(first.remedy)"
  }

  /// Where it stands among its steps: `2/5 research`.
  var place: String {
    guard let steps, !steps.isEmpty else { return "–" }
    let index = min(currentStepIndex, steps.count - 1)
    return "\(index + 1)/\(steps.count) \(steps[index].label(at: nil))"
  }
}

extension Wire.WaitingFor {
  /// What it waits for: `for agent "writer"`.
  var cause: String {
    let end = until.map { " until \($0)" } ?? ""
    return switch reason {
    case .timer: "for its time\(end)"
    case .retry: "to be tried again\(end)"
    case .signal: "for signal \(name(signal))\(end)"
    case .input: "for an answer\(end)"
    case .child: "for workflow \(childWorkflowId ?? "")"
    case .agent: "for agent \(name(agentId))"
    case .budget: "for a larger budget"
    case .inDoubt: "to hear what became of an interrupted attempt"
    case .concurrency: key.map { "for a place under key \(name($0))" } ?? "for its turn"
    }
  }

  /// What would move it.
  fileprivate var remedy: String {
    switch reason {
    case .agent: "configure that agent or start who serves it"
    case .signal: "send it with stepwell signal"
    case .input: "answer with stepwell respond"
    case .budget: "raise it with stepwell call workflow/update"
    case .inDoubt: "say so with stepwell resolve"
    case .timer, .retry, .child, .concurrency: "wait for that"
    }
  }

  private func name(_ text: String?) -> String { JSON.string(text ?? "").text }
}
