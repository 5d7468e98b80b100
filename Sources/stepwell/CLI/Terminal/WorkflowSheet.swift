import JSON
import Runtime
import Time
import Wire

/// A workflow as a person reads it: its state, then a line or two for each step, then its output.
struct WorkflowSheet {
  private let workflow: Wire.Workflow
  private let terminal: Terminal
  private let now = SystemTime().now

  init(_ workflow: Wire.Workflow, _ terminal: Terminal) {
    self.workflow = workflow
    self.terminal = terminal
  }

  var text: String {
    var lines = [terminal.paint(Cells(workflow.name).text, .bold)]
    lines += facts.map { "  \(Cells($0).padded(to: 10))  \(Cells($1).text)" }
    for (index, step) in (workflow.steps ?? []).enumerated() {
      if index == 0 { lines += ["", "steps"] }
      lines += self.lines(step, at: index, indent: "  ")
    }
    if let output = workflow.output, !output.isNull { lines += ["", "output", shown(output)] }
    return lines.joined(separator: "\n") + "\n"
  }

  private var facts: [(String, String)] {
    var facts = [("id", workflow.id), ("status", status)]
    if let description = workflow.description { facts.append(("about", description)) }
    facts.append(("created", moment(workflow.createdAt)))
    facts.append(("updated", moment(workflow.updatedAt)))
    if let start = workflow.startedAt, let end = workflow.finishedAt {
      facts.append(("took", (end - start).glance))
    }
    if workflow.generation > 1 { facts.append(("generation", "\(workflow.generation)")) }
    if let usage = workflow.usage { facts.append(("usage", text(of: usage))) }
    if let error = workflow.error { facts.append(("error", error)) }
    return facts
  }

  private var status: String {
    guard workflow.status == .running, !workflow.wants.isEmpty else {
      return workflow.status.rawValue
    }
    return "running, waits\(workflow.wants)"
  }

  private func moment(_ instant: Instant) -> String { "\(instant) (\(instant.age(at: now)))" }

  private func text(of usage: WorkflowUsage) -> String {
    var words = ["\(usage.agentCalls) \(usage.agentCalls == 1 ? "call" : "calls")"]
    if usage.inputTokens + usage.outputTokens > 0 {
      words.append("\(usage.inputTokens) tokens in, \(usage.outputTokens) out")
    }
    if let cost = usage.costUSD { words.append("\(cost) USD") }
    return words.joined(separator: ", ")
  }

  // MARK: - Steps

  private func lines(_ step: Wire.Step, at index: Int?, indent: String) -> [String] {
    let (mark, color) = look(of: step.status)
    var words = [step.label(at: index)]
    if step.name != nil, let agentId = step.agentId { words.append(agentId) }
    words.append(step.status.rawValue)
    if let time = time(of: step) { words.append(time) }
    if step.attempt > 1 { words.append("\(step.attempt) attempts") }
    if let waiting = step.waitingFor { words.append("waits \(waiting.cause)") }
    let line = Cells(words.joined(separator: "  ")).text
    var lines = ["\(indent)\(terminal.paint(mark, color)) \(line)"]
    if let error = step.error { lines.append("\(indent)  \(Cells(error).text)") }
    for child in step.children ?? [] {
      lines += self.lines(child, at: nil, indent: indent + "  ")
    }
    if let count = step.childCount, count > (step.children ?? []).count {
      lines.append("\(indent)  … \(count) in all; see stepwell call step/list")
    }
    return lines
  }

  private func time(of step: Wire.Step) -> String? {
    guard let start = step.startedAt else { return nil }
    if let end = step.finishedAt { return (end - start).glance }
    return step.status == .running ? (now - start).glance : nil
  }

  private func look(of status: StepStatus) -> (String, Terminal.Color) {
    switch status {
    case .pending: ("·", .dim)
    case .running: ("▸", .cyan)
    case .waiting: ("·", .yellow)
    case .completed: ("✓", .green)
    case .failed: ("✗", .red)
    case .skipped, .cancelled: ("–", .dim)
    case .inDoubt: ("?", .yellow)
    }
  }

  private func shown(_ output: JSON) -> String {
    let text = output.stringValue ?? output.prettyText
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { "  \(Cells($0).text)" }.joined(separator: "\n")
  }
}
