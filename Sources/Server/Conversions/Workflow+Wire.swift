import Engine
import JSON
import Runtime
import Store
import Time
import Wire

/// Workflows and steps as the wire shows them.
extension Wire.Workflow {
  init(_ snapshot: WorkflowSnapshot, maxResultBytes: Int? = nil, includeSteps: Bool = true) {
    self.init()
    let record = snapshot.record
    let detail = record.detail
    id = record.id
    name = record.name
    description = record.workflowDescription
    currentStepIndex = record.currentStepIndex
    status = WorkflowStatus(rawValue: record.status) ?? .pending
    metadata = record.metadata?.objectValue
    createdAt = record.createdAt
    updatedAt = record.updatedAt
    cursor = EventCursor.within(record.id, seq: record.version).text
    priority = record.priority == 0 ? nil : record.priority
    input = detail["input"]
    output = detail["output"]
    error = detail["error"]?.stringValue
    problem = detail["problem"].map(Wire.Problem.init(stored:))
    usage = detail["usage"].map(WorkflowUsage.init(stored:))
    budget = detail["budget"]
    parentWorkflowId = detail["parentWorkflowId"]?.stringValue
    generation = detail["generation"]?.intValue ?? 1
    templateName = detail["templateName"]?.stringValue
    templateVersion = detail["templateVersion"]?.intValue
    startedAt = detail.instant("startedAt")
    finishedAt = detail.instant("finishedAt")
    waitingFor = detail["waitingFor"]?.arrayValue?.map {
      Wire.WaitingFor(stored: $0, stepId: $0["stepId"]?.stringValue ?? "")
    }
    if includeSteps {
      steps = snapshot.steps.map { Wire.Step($0, maxResultBytes: maxResultBytes) }
    }
    if let maxResultBytes, let output, let cut = Preview(of: output, maxBytes: maxResultBytes) {
      self.output = nil
      outputPreview = cut.text
      outputBytes = cut.totalBytes
    }
  }
}

extension Wire.Step {
  init(_ snapshot: StepSnapshot, maxResultBytes: Int? = nil) {
    self.init()
    let record = snapshot.record
    let detail = record.detail
    id = record.id
    workflowId = record.workflow
    name = record.name.map { $0 + detail.iterations }
    type = detail["type"]?.stringValue.flatMap(StepType.init(rawValue:)) ?? .agent
    agentId = record.agent
    input = snapshot.input
    threadId = record.thread
    status = StepStatus(rawValue: record.status) ?? .pending
    attempt = detail["attempt"]?.intValue ?? 0
    result = snapshot.result
    error = record.error
    problem = detail["problem"].map(Wire.Problem.init(stored:))
    waitingFor = detail["waitingFor"].map {
      var waiting = Wire.WaitingFor(stored: $0, stepId: record.id)
      if waiting.reason == .agent || waiting.reason == .concurrency && waiting.key == nil {
        waiting.agentId = record.agent
      }
      return waiting
    }
    usage = detail["usage"].map(Wire.Usage.init(stored:))
    metadata = record.metadata?.objectValue
    createdAt = record.createdAt
    updatedAt = record.updatedAt
    startedAt = detail.instant("startedAt")
    finishedAt = detail.instant("finishedAt")
    if !snapshot.children.isEmpty {
      children = snapshot.children.map { Wire.Step($0, maxResultBytes: maxResultBytes) }
    }
    childCount = snapshot.childCount
    if let maxResultBytes, let result, let cut = Preview(of: result, maxBytes: maxResultBytes) {
      self.result = nil
      resultPreview = cut.text
      resultBytes = cut.totalBytes
    }
  }
}

/// The beginning of a value that is larger than the client wants.
struct Preview {
  let text: String
  let totalBytes: Int

  /// Nil for a value that fits.
  init?(of value: JSON, maxBytes: Int) {
    let whole = value.stringValue ?? value.text
    guard whole.utf8.count > maxBytes else { return nil }
    totalBytes = whole.utf8.count
    text = whole.prefix(utf8Bytes: maxBytes)
  }
}

extension String {
  /// The longest beginning of at most so many UTF-8 bytes that does not cut a character in two.
  func prefix(utf8Bytes count: Int) -> String {
    var end = utf8.index(startIndex, offsetBy: count, limitedBy: endIndex) ?? endIndex
    while end > startIndex, end != endIndex, String.Index(end, within: unicodeScalars) == nil {
      end = utf8.index(before: end)
    }
    return String(self[..<end])
  }
}

extension Wire.Problem {
  init(stored json: JSON) {
    self.init()
    type = json["type"]?.stringValue ?? "unknown"
    message = json["message"]?.stringValue ?? ""
    isRetryable = json["retryable"]?.boolValue ?? false
    path = json["path"]?.stringValue
  }
}

extension Wire.WaitingFor {
  init(stored json: JSON, stepId: String) {
    self.init()
    reason = json["reason"]?.stringValue.flatMap(WaitingReason.init(rawValue:)) ?? .agent
    self.stepId = stepId
    until = json.instant("until")
    agentId = json["agentId"]?.stringValue
    signal = json["signal"]?.stringValue
    inputId = json["inputId"]?.stringValue
    childWorkflowId = json["childWorkflowId"]?.stringValue
    key = json["key"]?.stringValue
    limit = json["limit"]?.intValue
    isWhole = json["isWhole"]?.boolValue
  }
}

extension WorkflowUsage {
  init(stored json: JSON) {
    self.init()
    agentCalls = json["agentCalls"]?.intValue ?? 0
    inputTokens = json["inputTokens"]?.intValue ?? 0
    outputTokens = json["outputTokens"]?.intValue ?? 0
    costUSD = json["costUSD"]?.doubleValue
  }
}

extension Wire.Usage {
  init(stored json: JSON) {
    self.init()
    inputTokens = json["inputTokens"]?.intValue ?? 0
    outputTokens = json["outputTokens"]?.intValue ?? 0
    costUSD = json["costUSD"]?.doubleValue
  }
}

extension JSON {
  /// The iterations that a step stands in, as they are written behind its name: `[2][0]`.
  var iterations: String {
    (self["iterations"]?.arrayValue ?? []).map { "[\($0.text)]" }.joined()
  }

  func instant(_ key: String) -> Instant? { self[key]?.stringValue.flatMap { Instant($0) } }
}
