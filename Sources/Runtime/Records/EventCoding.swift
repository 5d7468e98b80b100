package import Engine
package import JSON
import Store
import Time

/// The engine's events as the store keeps them: one JSON object an event, whose members the wire
/// shows too. This and `EventDecoding` are the only places that know both families.
extension Occurrence {
  /// The data to store; `workflow` is the workflow after the event.
  func data(in workflow: Workflow) -> JSON {
    var data = JSON.Object()
    if let path = event.path {
      data.append("stepId", .string(workflow.stepID(at: path)))
      if let name = workflow.instanceName(at: path) { data.append("stepName", .string(name)) }
      if attempt > 0 { data.append("attempt", JSON(attempt)) }
      data.append("path", .string(path.description))
    }
    event.appendWorkflowMembers(to: &data, workflow)
    event.appendStepMembers(to: &data)
    return .object(data)
  }
}

extension Event {
  fileprivate func appendWorkflowMembers(to data: inout JSON.Object, _ workflow: Workflow) {
    switch self {
    case .created(let creation):
      data.append("definition", creation.definition.source)
      data.append("seed", .string(String(creation.seed, radix: 16)))
      data.append(creation.language)
      if let parent = creation.parent {
        data.append("parentWorkflowId", .string(parent.workflow))
        data.append("parentStepId", .string(parent.stepId))
        data.append("depth", JSON(parent.depth))
      }
      if let template = creation.template { data.append("template", template.json) }
      if let imported = creation.imported { data.append(imported) }
    case .stepAdded(let step, let source, let index):
      data.append("step", source)
      data.append("index", JSON(index))
      data.append("position", JSON(step.position))
      data.append(.expressions)
    case .updated(let update): update.append(to: &data)
    case .completed(let output):
      if let output { data.append("output", output.json, origin: output.origin) }
    case .failed(let problem): data.append(problem)
    case .cancelled(let reason): if let reason { data.append("reason", .string(reason)) }
    case .retried(_, let isWhole):
      data.append("generation", JSON(workflow.generation))
      if !isWhole { data.append("isWhole", false) }
    case .placeAwaited(nil, let place): data.append(place)
    case .childSettled(let child, let usage):
      data.append("childWorkflowId", .string(child))
      data.append("usage", usage.json)
    case .sliceRaised(let child, let budget):
      data.append("childWorkflowId", .string(child))
      if let budget { data.append("budget", budget.json) }
    case .undoing(.failed(let problem)): data.append(problem)
    case .undoing(.cancelled(let reason)):
      if let reason { data.append("reason", .string(reason)) }
    case .deleted(let keepThreads): if keepThreads { data.append("keepThreads", true) }
    case .signalReceived(let name, let payload):
      data.append("signal", .string(name))
      data.append("payload", payload.json, origin: payload.origin)
    case .started, .paused, .resumed, .stepStarted, .stepAccepted, .stepCompleted,
      .stepFailed, .stepRetryScheduled, .stepWaiting, .stepSkipped, .stepCancelled, .stepInDoubt,
      .stepResolved, .stepEntered, .stepIterated, .stepAssigned, .stepCaught, .stepUndoing,
      .budgetExceeded, .inputResolved, .messageAppended, .placeAwaited, .placeTaken:
      break
    }
  }

  fileprivate func appendStepMembers(to data: inout JSON.Object) {
    switch self {
    case .stepStarted(_, let start):
      data.append("input", start.input.json, origin: start.input.origin)
      data.append("threadId", .string(start.threadId))
      if let deadline = start.deadline { data.append("deadline", .string("\(deadline)")) }
      if let reserve = start.reserve { data.append("reserve", reserve.json) }
    case .stepEntered(_, let entry): entry.append(to: &data)
    case .placeAwaited(.some, let place): data.append(place)
    case .stepIterated(_, let iteration): data.append("iteration", JSON(iteration))
    case .stepAssigned(_, let values): data.append("vars", .object(values))
    case .stepCaught(_, let handler): data.append("handler", JSON(handler))
    case .budgetExceeded(_, let kind): data.append("budget", .string(kind.rawValue))
    case .inputResolved(_, let id, let response):
      data.append("inputId", .string(id))
      data.append("action", .string(response.action))
      if case .accept(let content) = response { data.append("content", content) }
    case .stepAccepted(_, let lease):
      if let lease { data.append("leaseMs", .int(lease.milliseconds)) }
    case .stepCompleted(_, let result, let usage):
      data.append("result", result.json, origin: result.origin)
      if let usage { data.append("usage", usage.json) }
    case .stepFailed(_, let problem): data.append(problem)
    case .stepRetryScheduled(_, let schedule):
      data.append("until", .string("\(schedule.until)"))
      data.append(schedule.problem)
      switch schedule.reason {
      case .failure: break
      case .interruption: data.append("isCounted", false)
      case .repair: data.append("isRepair", true)
      }
    case .stepWaiting(_, let reason):
      data.append("reason", .string(reason == .agent ? "agent" : "concurrency"))
    case .stepResolved(_, let resolution):
      resolution.append(to: &data)
    case .messageAppended(_, let thread, let id, let message):
      data.append("threadId", .string(thread))
      data.append("messageId", .string(id))
      data.append("role", .string(message.role))
      data.append("content", message.content.json, origin: message.content.origin)
      if let metadata = message.metadata { data.append("metadata", metadata) }
    case .created, .stepAdded, .updated, .started, .paused, .resumed, .completed, .failed,
      .cancelled, .retried, .deleted, .undoing, .signalReceived, .stepSkipped, .stepCancelled,
      .stepInDoubt, .stepUndoing, .placeAwaited(nil, _), .placeTaken, .childSettled, .sliceRaised:
      break
    }
  }
}

extension JSON.Object {
  /// A value that stands here, or `{seq, member}` under the name with `From` where it is stored.
  mutating func append(_ key: String, _ value: JSON, origin: Engine.Value.Origin) {
    switch origin {
    case .inline: append(key, value)
    case .event(let seq, let member):
      append("\(key)From", ["seq": JSON(seq), "member": .string(member)])
    }
  }

  /// What the words of a definition mean; nothing where they are literal, as they were at first.
  fileprivate mutating func append(_ language: Definition.Language) {
    if language != .literal { append("language", JSON(language.rawValue)) }
  }

  /// What a workflow begins with that another one did.
  fileprivate mutating func append(_ imported: Creation.Imported) {
    append("imported", true)
    append("status", .string(imported.status.rawValue))
    append("current", JSON(imported.current))
    if let origin = imported.origin { append("forkedFrom", .string(origin)) }
    if let inside = imported.inside { append("inside", inside.json) }
    append(
      "steps",
      .array(
        imported.steps.indices.map { index in
          var step: JSON.Object = ["status": .string(imported.steps[index].name)]
          if let result = imported.results[index] { step.append("result", result.json) }
          if let error = imported.errors[index] { step.append("error", .string(error)) }
          return .object(step)
        }))
  }

  fileprivate mutating func append(_ place: Place) {
    append("reason", "concurrency")
    append("key", .string(place.key))
    append("limit", JSON(place.limit))
  }

  mutating func append(_ problem: Problem) {
    append("error", .string(problem.message))
    append("problem", problem.json)
  }
}

extension Problem {
  var json: JSON {
    var object: JSON.Object = [:]
    object.append("type", .string(type))
    object.append("message", .string(message))
    object.append("retryable", .bool(isRetryable))
    if let path { object.append("path", .string(path.description)) }
    return .object(object)
  }

  init(json: JSON) {
    self.init(
      type: json["type"]?.stringValue ?? "unknown", message: json["message"]?.stringValue ?? "",
      isRetryable: json["retryable"]?.boolValue ?? false,
      path: json["path"]?.stringValue.flatMap { JSONPointer($0) })
  }
}

extension Usage {
  var json: JSON {
    var object: JSON.Object = [:]
    if agentCalls > 0 { object.append("agentCalls", JSON(agentCalls)) }
    object.append("inputTokens", JSON(inputTokens))
    object.append("outputTokens", JSON(outputTokens))
    if costUSD > 0 { object.append("costUSD", .double(costUSD)) }
    return .object(object)
  }

  package init(json: JSON) {
    self.init(
      agentCalls: json["agentCalls"]?.intValue ?? 0,
      inputTokens: json["inputTokens"]?.intValue ?? 0,
      outputTokens: json["outputTokens"]?.intValue ?? 0,
      costUSD: json["costUSD"]?.doubleValue ?? 0)
  }
}

extension Resolution {
  var json: JSON {
    var object: JSON.Object = [:]
    append(to: &object)
    return .object(object)
  }

  fileprivate func append(to data: inout JSON.Object) {
    data.append("action", .string(action))
    if case .complete(let result) = self { data.append("result", result) }
    if case .fail(let message?) = self { data.append("error", .string(message)) }
  }
}

extension WorkflowUpdate {
  var json: JSON {
    var object: JSON.Object = [:]
    append(to: &object)
    return .object(object)
  }

  fileprivate func append(to data: inout JSON.Object) {
    if let name { data.append("name", .string(name)) }
    switch description {
    case .set(let description): data.append("description", .string(description))
    case .clear: data.append("description", .null)
    case nil: break
    }
    switch metadata {
    case .set(let metadata): data.append("metadata", metadata)
    case .clear: data.append("metadata", .null)
    case nil: break
    }
    switch budget {
    case .set(let budget): data.append("budget", budget.json)
    case .clear: data.append("budget", .null)
    case nil: break
    }
    if let priority { data.append("priority", JSON(priority)) }
  }
}

extension Budget {
  var json: JSON {
    var object: JSON.Object = [:]
    if let agentCalls { object.append("agentCalls", JSON(agentCalls)) }
    if let tokens { object.append("tokens", JSON(tokens)) }
    if let costUSD { object.append("costUSD", .double(costUSD)) }
    if let duration { object.append("duration", .string(duration.text)) }
    return .object(object)
  }
}
