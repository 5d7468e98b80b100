public import JSON

/// Why a workflow is where it is.
public struct Explanation: WireObject {
  public static let summary = "Why a workflow is where it is, and what it took to get there."

  public var workflowId = ""
  public var name = ""
  public var status = WorkflowStatus.running
  public var summary = ""
  public var advice: [Advice] = []
  public var waitingFor: [WaitingFor] = []
  public var criticalPath: [String] = []
  public var durationMs = 0
  public var usage = WorkflowUsage()
  public var steps: [StepAccount] = []

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("workflowId", &workflowId, "The workflow.")
    visit.required("name", &name, "Its name.")
    visit.required("status", &status, "Where it stands.")
    visit.required(
      "summary", &summary, "What it does, waits for or came to, as a sentence for people.")
    visit.required(
      "advice", &advice, "What would move it on; empty where it goes on by itself or is done.")
    visit.required("waitingFor", &waitingFor, "What it waits for; empty while steps run.")
    visit.required(
      "criticalPath", &criticalPath,
      "The ids of the steps that took the time, in order: had one of them been quicker, so had "
        + "the workflow.")
    visit.required(
      "durationMs", &durationMs, in: 0...Int.max, "Time in which it ran, pauses left out.")
    visit.required("usage", &usage, "What its agents used.")
    visit.required(
      "steps", &steps,
      "Time, attempts and usage a step, in order; those inside a container after it."
    )
  }

  static let example: JSON = [
    "workflowId": .string(Sample.workflowId), "name": "My Workflow", "status": "running",
    "summary": "It waits for agent \"summary-agent\", which nobody offers.",
    "advice": [
      ["text": "Configure agent \"summary-agent\", or start a host that registers it."]
    ],
    "waitingFor": [
      ["reason": "agent", "stepId": .string(Sample.stepId), "agentId": "summary-agent"]
    ],
    "criticalPath": [.string(Sample.stepId)], "durationMs": 2475,
    "usage": ["agentCalls": 1, "inputTokens": 812, "outputTokens": 64],
    "steps": [
      [
        "stepId": .string(Sample.stepId), "name": "research", "type": "agent",
        "status": "completed", "depth": 0, "attempts": 1, "runningMs": 2475, "waitingMs": 0,
        "usage": ["inputTokens": 812, "outputTokens": 64],
      ]
    ],
  ]
}

/// Something to do that would move a workflow on.
public struct Advice: WireObject {
  public static let summary = "Something to do that would move a workflow on."

  public var text = ""
  public var stepId: String?
  public var request: RequestDraft?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("text", &text, "What to do, as a sentence.")
    visit.optional("stepId", &stepId, "The step it is about.")
    visit.optional("request", &request, "A request that does it; fill in what is yours to decide.")
  }
}

/// A request as it could be sent.
public struct RequestDraft: WireObject {
  public static let summary = "A request as it could be sent."

  public var method = ""
  public var params = JSON.Object()

  public init() {}

  public init(_ method: String, _ params: JSON.Object) {
    self.method = method
    self.params = params
  }

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("method", &method, "The method.")
    visit.required("params", &params, "Its params.")
  }
}

/// What one step took.
public struct StepAccount: WireObject {
  public static let summary = "What one step took."

  public var stepId = ""
  public var name: String?
  public var type = StepType.agent
  public var agentId: String?
  public var status = StepStatus.pending
  public var depth = 0
  public var attempts = 0
  public var runningMs = 0
  public var waitingMs = 0
  public var usage: Usage?
  public var error: String?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("stepId", &stepId, "The step.")
    visit.optional("name", &name, "Its name.")
    visit.required("type", &type, "What kind of step it is.")
    visit.optional("agentId", &agentId, "The agent that does the work.")
    visit.required("status", &status, "Where it stands.")
    visit.required("depth", &depth, in: 0...Int.max, "How many containers it is inside of.")
    visit.required(
      "attempts", &attempts, in: 0...Int.max, "Attempts so far, those before a retry included.")
    visit.required("runningMs", &runningMs, in: 0...Int.max, "Time in which an attempt ran.")
    visit.required("waitingMs", &waitingMs, in: 0...Int.max, "Time between and before attempts.")
    visit.optional("usage", &usage, "What its agent used.")
    visit.optional("error", &error, "Why it failed or is tried again, as a sentence.")
  }
}
