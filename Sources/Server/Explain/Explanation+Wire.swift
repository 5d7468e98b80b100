import JSON
import Store
import Time
import Wire

extension Explanation {
  /// How many steps are told of.
  static let longest = 10_000

  init(of workflow: Wire.Workflow, _ timeline: Timeline, _ accounts: [StepAccount]) {
    self.init()
    workflowId = workflow.id
    name = workflow.name
    status = workflow.status
    waitingFor = workflow.waitingFor ?? []
    durationMs = Int(timeline.running.milliseconds)
    usage = workflow.usage ?? WorkflowUsage()
    steps = accounts
    criticalPath = timeline.criticalPath(
      among: Set(accounts.filter { !$0.type.hasChildren }.map(\.stepId)))
    let guide = Guide(workflow: workflow, steps: accounts)
    summary = guide.summary
    advice = guide.advice
  }
}

extension StepAccount {
  init(_ record: StepRecord, _ span: Timeline.Span?, depth: Int) {
    self.init()
    stepId = record.id
    name = record.name
    type = record.detail["type"]?.stringValue.flatMap(StepType.init(rawValue:)) ?? .agent
    agentId = record.agent
    status = StepStatus(rawValue: record.status) ?? .pending
    self.depth = depth
    attempts = span?.attempts ?? 0
    runningMs = Int(span?.running.milliseconds ?? 0)
    waitingMs = Int(span?.waiting.milliseconds ?? 0)
    usage = record.detail["usage"].map(Wire.Usage.init(stored:))
    error = record.error
  }
}
