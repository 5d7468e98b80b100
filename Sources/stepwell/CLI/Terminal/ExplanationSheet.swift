import JSON
import Time
import Wire

/// An explanation as a person reads it: where the workflow stands, what to do, and a line a step.
struct ExplanationSheet {
  private let explanation: Explanation
  private let terminal: Terminal
  /// Options that lead to the same store, to be typed again.
  private let words: [String]

  init(_ explanation: Explanation, _ terminal: Terminal, words: [String]) {
    self.explanation = explanation
    self.terminal = terminal
    self.words = words
  }

  var text: String {
    let status = explanation.status.rawValue
    var lines = [
      "\(terminal.paint(Cells(explanation.name).text, .bold))  \(status), \(time(explanation.durationMs))",
      Cells(explanation.summary).text,
    ]
    for advice in explanation.advice {
      lines.append("  \(terminal.paint("→", .cyan)) \(Cells(advice.text).text)")
      if let command = advice.request.flatMap(command) { lines.append("    \(command)") }
    }
    guard !explanation.steps.isEmpty else { return lines.joined(separator: "\n") + "\n" }
    let columns = terminal.isTerminal ? terminal.size.columns : nil
    return lines.joined(separator: "\n") + "\n\n" + table.text(columns: columns) + legend
  }

  // MARK: Steps

  private var table: Table {
    let critical = Set(explanation.criticalPath)
    var table = Table(
      ["", "STEP", "STATUS", "ATTEMPTS", "WORKED", "WAITED", "TOKENS"], flexible: 1)
    for (index, step) in explanation.steps.enumerated() {
      let tokens = step.usage.map { $0.inputTokens + $0.outputTokens } ?? 0
      table.add([
        critical.contains(step.stepId) ? "*" : "", label(step, at: index), step.status.rawValue,
        step.attempts == 0 ? "–" : "\(step.attempts)",
        step.runningMs == 0 ? "–" : time(step.runningMs),
        step.waitingMs == 0 ? "–" : time(step.waitingMs), tokens == 0 ? "–" : "\(tokens)",
      ])
    }
    return table
  }

  private var legend: String {
    explanation.criticalPath.isEmpty ? "" : "* the steps that took the time\n"
  }

  private func label(_ step: StepAccount, at index: Int) -> String {
    let indent = String(repeating: "  ", count: step.depth)
    return indent + (step.name ?? "(\(step.agentId ?? step.type.rawValue))")
  }

  private func time(_ milliseconds: Int) -> String { Duration.milliseconds(milliseconds).glance }

  // MARK: Commands

  /// The command that does what a request does; any request can be sent by `call`.
  private func command(_ request: RequestDraft) -> String? {
    let (id, params) = (explanation.workflowId, request.params)
    let step = params["stepId"]?.stringValue.map(name) ?? ""
    let words: [String] =
      switch request.method {
      case WorkflowExecute.name, WorkflowResume.name: ["resume", id]
      case WorkflowRetry.name: ["retry", id]
      case WorkflowExplain.name: ["explain", params["workflowId"]?.stringValue ?? id]
      case WorkflowSignal.name: ["signal", id, params["name"]?.stringValue ?? ""]
      case InputRespond.name: ["respond", params["inputId"]?.stringValue ?? "", "ANSWER"]
      case StepResolve.name: ["resolve", id, step, "retry|complete|fail|skip"]
      default: ["call", request.method, JSON.object(params).text]
      }
    return (["stepwell"] + words + self.words).map(shown).joined(separator: " ")
  }

  private func shown(_ word: String) -> String {
    word.contains("|") ? word : ShellWord.quoted(Cells(word).text)
  }

  private func name(_ step: String) -> String {
    explanation.steps.first { $0.stepId == step }?.name ?? step
  }
}
