package import Engine
import JSON
package import Store
import Time

/// Reads a workflow's stored events back, resolving what refers to earlier ones.
package struct History: Sendable {
  private var data: [Int: JSON] = [:]

  package init() {}

  /// Applies stored events in order; nil where the first one is not a creation.
  package static func fold(_ records: [EventRecord], of id: String) throws(StoreError) -> Workflow?
  {
    var history = History()
    var workflow: Workflow?
    for record in records {
      let event = try history.event(record, of: id)
      evolve(&workflow, event, at: record.at)
    }
    return workflow
  }

  /// The event of the record that follows those read so far.
  package mutating func event(
    _ record: EventRecord, of id: String
  ) throws(StoreError) -> Event {
    data[record.seq] = record.data
    let reader = EventReader(data: record.data, history: self)
    guard let event = reader.workflowEvent(record, id) ?? reader.stepEvent(record.type) else {
      throw StoreError(
        .newerSchema,
        "event \(record.seq) of workflow \(id) (\(record.type)) cannot be read by this version")
    }
    return event
  }

  /// The value named by `{seq, member}`.
  func value(_ reference: JSON) -> Value? {
    guard let seq = reference["seq"]?.intValue, let member = reference["member"]?.stringValue,
      let json = data[seq]?.member(member)
    else { return nil }
    return Value(json, origin: .event(seq: seq, member: member))
  }
}

private struct EventReader {
  let data: JSON
  let history: History

  func workflowEvent(_ record: EventRecord, _ id: String) -> Event? {
    switch record.type {
    case "workflow.created": creation(id, at: record.at)
    case "workflow.stepAdded": stepAdded()
    case "workflow.updated": .updated(WorkflowUpdate(json: data))
    case "workflow.started": .started
    case "workflow.paused": .paused
    case "workflow.resumed": .resumed
    case "workflow.completed": .completed(output: value("output"))
    case "workflow.failed": .failed(problem)
    case "workflow.cancelled": .cancelled(reason: data["reason"]?.stringValue)
    case "workflow.retried":
      path.map { .retried(from: $0, isWhole: data["isWhole"]?.boolValue ?? true) }
    case "workflow.compensating":
      .undoing(
        data["problem"] == nil ? .cancelled(reason: data["reason"]?.stringValue) : .failed(problem))
    case "workflow.waiting": place.map { .placeAwaited(nil, $0) }
    case "workflow.admitted": .placeTaken(nil)
    case "budget.settled":
      child.map { .childSettled(child: $0, Usage(json: data["usage"] ?? .null)) }
    case "budget.granted":
      child.map { .sliceRaised(child: $0, data["budget"].flatMap(Budget.init(json:))) }
    case "workflow.deleted":
      .deleted(keepThreads: data["keepThreads"]?.boolValue ?? false)
    case "signal.received":
      .signalReceived(
        name: data["signal"]?.stringValue ?? "", payload: value("payload") ?? Value(.null))
    case "message.appended": message()
    default: nil
    }
  }

  func stepEvent(_ type: String) -> Event? {
    guard let path else { return nil }
    switch type {
    case "step.started", "step.waiting", "input.requested":
      if let entry = entry { return .stepEntered(path, entry) }
    case "step.completed":
      if let values = data["vars"]?.objectValue { return .stepAssigned(path, values) }
    default: break
    }
    switch type {
    case "step.started": return start(path)
    case "step.iterated":
      return data["iteration"]?.intValue.map { .stepIterated(path, iteration: $0) }
    case "step.caught": return data["handler"]?.intValue.map { .stepCaught(path, handler: $0) }
    case "step.compensating": return .stepUndoing(path)
    case "budget.exceeded":
      return data["budget"]?.stringValue.flatMap(Event.BudgetKind.init(rawValue:))
        .map { .budgetExceeded(path, $0) }
    case "input.resolved": return response(path)
    case "step.accepted":
      return .stepAccepted(path, lease: data["leaseMs"]?.intValue.map { .milliseconds($0) })
    case "step.completed":
      return .stepCompleted(
        path, result: value("result") ?? Value(.null), usage: data["usage"].map(Usage.init(json:)))
    case "step.failed": return .stepFailed(path, problem)
    case "step.retryScheduled": return schedule(path)
    case "step.admitted": return .placeTaken(path)
    case "step.waiting":
      if let place { return .placeAwaited(path, place) }
      return .stepWaiting(path, data["reason"]?.stringValue == "agent" ? .agent : .slot)
    case "step.skipped": return .stepSkipped(path)
    case "step.cancelled": return .stepCancelled(path)
    case "step.inDoubt": return .stepInDoubt(path)
    case "step.resolved": return Resolution(json: data).map { .stepResolved(path, $0) }
    default: return nil
    }
  }

  private var entry: Event.Entry? {
    Event.Entry(
      stored: data, attempt: data["attempt"]?.intValue ?? 1, until: instant("until"), value: value)
  }

  private var child: String? { data["childWorkflowId"]?.stringValue }

  private var place: Place? {
    guard let key = data["key"]?.stringValue, let limit = data["limit"]?.intValue else {
      return nil
    }
    return Place(key: key, limit: limit)
  }

  private func response(_ path: StepPath) -> Event? {
    guard let id = data["inputId"]?.stringValue else { return nil }
    return .inputResolved(
      path, id: id,
      data["action"]?.stringValue == "accept" ? .accept(data["content"] ?? .null) : .decline)
  }

  /// What was recorded before there were expressions means what it meant then.
  private var language: Definition.Language {
    data["language"]?.intValue.flatMap(Definition.Language.init(rawValue:)) ?? .literal
  }

  private var path: StepPath? { data["path"]?.stringValue.map { StepPath($0) } }

  private var problem: Problem { Problem(json: data["problem"] ?? .null) }

  private func instant(_ key: String) -> Instant? { data[key]?.stringValue.flatMap { Instant($0) } }

  private func value(_ key: String) -> Value? {
    data[key].map { Value($0) } ?? data["\(key)From"].flatMap(history.value)
  }

  private func creation(_ id: String, at now: Instant) -> Event? {
    guard let source = data["definition"] else { return nil }
    let definition: Definition
    do throws(InvalidDefinition) {
      definition = try Definition(parsing: source, language: language)
    } catch {
      return nil
    }
    let seed = data["seed"]?.stringValue.flatMap { UInt64($0, radix: 16) } ?? 0
    let imported = data["imported"]?.boolValue == true ? imported(definition, at: now) : nil
    let parent = data["parentWorkflowId"]?.stringValue.map {
      Creation.Parent(
        workflow: $0, stepId: data["parentStepId"]?.stringValue ?? "",
        depth: data["depth"]?.intValue ?? 1)
    }
    return .created(
      Creation(
        id: id, seed: seed, definition: definition,
        template: data["template"].flatMap(TemplateReference.init(json:)), imported: imported,
        language: language, parent: parent))
  }

  /// The state of a workflow that came in the seed's tables.
  private func imported(_ definition: Definition, at now: Instant) -> Creation.Imported? {
    guard let steps = data["steps"]?.arrayValue, steps.count == definition.steps.count else {
      return nil
    }
    let phases: [StepState.Phase] = steps.map { step in
      switch step["status"]?.stringValue {
      case "completed": .completed
      case "failed": .failed
      case "skipped": .skipped
      default: .pending
      }
    }
    let results = steps.indices.map { index in
      steps[index]["result"].map {
        Value($0, origin: .event(seq: 1, member: "$.steps[\(index)].result"))
      }
    }
    return Creation.Imported(
      status: data["status"]?.stringValue.flatMap(Workflow.Status.init(rawValue:)) ?? .pending,
      current: data["current"]?.intValue ?? phases.firstIndex { $0 != .completed } ?? phases.count,
      steps: phases, results: results, errors: steps.map { $0["error"]?.stringValue },
      origin: data["forkedFrom"]?.stringValue,
      inside: data["inside"].flatMap { Creation.Imported.Inside(json: $0, at: now) })
  }

  private func stepAdded() -> Event? {
    guard let source = data["step"], let index = data["index"]?.intValue,
      let key = path.flatMap({ Int($0.description) })
    else { return nil }
    do throws(InvalidDefinition) {
      var step = try Step(parsing: source, at: .root, language: language)
      step.key = key
      step.position = data["position"]?.intValue ?? step.position
      return .stepAdded(step, source: source, index: index)
    } catch { return nil }
  }

  private func start(_ path: StepPath) -> Event? {
    guard let attempt = data["attempt"]?.intValue, let input = value("input"),
      let thread = data["threadId"]?.stringValue
    else { return nil }
    return .stepStarted(
      path,
      Event.Start(
        attempt: attempt, input: input, threadId: thread, deadline: instant("deadline"),
        reserve: data["reserve"].map(Usage.init(json:))))
  }

  private func schedule(_ path: StepPath) -> Event? {
    guard let until = instant("until") else { return nil }
    return .stepRetryScheduled(
      path,
      .init(
        until: until, problem: problem,
        reason: data["isRepair"]?.boolValue == true
          ? .repair : data["isCounted"]?.boolValue == false ? .interruption : .failure))
  }

  private func message() -> Event? {
    guard let thread = data["threadId"]?.stringValue, let id = data["messageId"]?.stringValue,
      let role = data["role"]?.stringValue, let content = value("content")
    else { return nil }
    return .messageAppended(
      path, thread: thread, id: id,
      Message(role: role, content: content, metadata: data["metadata"]))
  }
}

extension Budget {
  init?(json: JSON) {
    guard json.objectValue != nil else { return nil }
    self.init(
      agentCalls: json["agentCalls"]?.intValue, tokens: json["tokens"]?.intValue,
      costUSD: json["costUSD"]?.doubleValue,
      duration: json["duration"]?.stringValue.flatMap { Duration(text: $0) })
  }
}

extension WorkflowUpdate {
  init(json: JSON) {
    self.init(
      name: json["name"]?.stringValue,
      description: json["description"].map { $0.stringValue.map(Edit.set) ?? .clear },
      metadata: json["metadata"].map { $0.isNull ? .clear : .set($0) },
      budget: json["budget"].map { Budget(json: $0).map(Edit.set) ?? .clear },
      priority: json["priority"]?.intValue)
  }
}

extension Resolution {
  init?(json: JSON) {
    switch json["action"]?.stringValue {
    case "retry": self = .retry
    case "complete": self = .complete(json["result"] ?? .null)
    case "fail": self = .fail(json["error"]?.stringValue)
    case "skip": self = .skip
    default: return nil
    }
  }
}
