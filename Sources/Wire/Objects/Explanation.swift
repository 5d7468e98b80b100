import JSON

/// Why a workflow is where it is.
public struct Explanation: WireObject {
  public static let summary = "Why a workflow is where it is, and what it took to get there."

  public var workflowId = ""
  public var status = WorkflowStatus.running
  public var summary = ""
  public var waitingFor: [WaitingFor] = []
  public var criticalPath: [String] = []
  public var durationMs = 0
  public var usage = WorkflowUsage()
  public var steps: [StepAccount] = []

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("workflowId", &workflowId, "The workflow.")
    visit.required("status", &status, "Where it stands.")
    visit.required("summary", &summary, "What it does or waits for, as a sentence for people.")
    visit.required("waitingFor", &waitingFor, "What would move it; empty while steps run.")
    visit.required(
      "criticalPath", &criticalPath, "The ids of the steps that took the time, in order.")
    visit.required(
      "durationMs", &durationMs, in: 0...Int.max, "Time since the start, pauses left out.")
    visit.required("usage", &usage, "What its agents used.")
    visit.required("steps", &steps, "Time, attempts and usage a step, in order.")
  }

  static let example: JSON = [
    "workflowId": .string(Sample.workflowId), "status": "running",
    "summary": "Waits for agent \"summary-agent\", which nobody has registered.",
    "waitingFor": [
      ["reason": "agent", "stepId": .string(Sample.stepId), "agentId": "summary-agent"]
    ],
    "criticalPath": [.string(Sample.stepId)], "durationMs": 2475,
    "usage": ["agentCalls": 1, "inputTokens": 812, "outputTokens": 64],
    "steps": [
      [
        "stepId": .string(Sample.stepId), "name": "research", "status": "completed", "attempts": 1,
        "runningMs": 2475, "waitingMs": 0, "usage": ["inputTokens": 812, "outputTokens": 64],
      ]
    ],
  ]
}

/// What one step took.
public struct StepAccount: WireObject {
  public static let summary = "What one step took."

  public var stepId = ""
  public var name: String?
  public var status = StepStatus.pending
  public var attempts = 0
  public var runningMs = 0
  public var waitingMs = 0
  public var usage: Usage?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("stepId", &stepId, "The step.")
    visit.optional("name", &name, "Its name.")
    visit.required("status", &status, "Where it stands.")
    visit.required("attempts", &attempts, in: 0...Int.max, "Attempts so far.")
    visit.required("runningMs", &runningMs, in: 0...Int.max, "Time in which an attempt ran.")
    visit.required("waitingMs", &waitingMs, in: 0...Int.max, "Time between and before attempts.")
    visit.optional("usage", &usage, "What its agent used.")
  }
}
