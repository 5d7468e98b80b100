import JSON

/// Task, Pass and Wait.
extension StateMachineLanguage {
  mutating func task(
    _ name: String, _ state: JSON.Object, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowWork {
    let place = place(of: name)
    journal.loseMembers(of: state, beyond: Self.taskMembers, at: place)
    guard let resource = state["Resource"]?.stringValue else {
      throw ImportRefusal("a task names its \"Resource\"", at: place)
    }
    let agent = agent(of: resource)
    journal.call(agent)
    if agent.hasSuffix(".waitForTaskToken") {
      journal.note(
        "agent \(JSON.string(agent).text) accepts its call and completes it later", at: place)
    }
    let input = try input(of: state, document, at: place)
    let step = journal.name(name)
    var object: JSON.Object = ["name": .string(step), "agentId": .string(agent)]
    object["input"] = try parameters(of: state, input, at: place)
    try addTimeouts(of: state, to: &object, at: place)
    object["retry"] = try retry(of: state, at: place)
    addComment(of: state, to: &object)
    return try finish([object], name, state, document, result: CEL.result(of: step))
  }

  private static let taskMembers: Set<String> = [
    "Type", "Comment", "Resource", "Parameters", "InputPath", "OutputPath", "ResultPath",
    "ResultSelector", "Retry", "Catch", "TimeoutSeconds", "HeartbeatSeconds", "Next", "End",
  ]

  /// The steps of a state whose first one has the raw result: selected, put into the document.
  mutating func finish(
    _ steps: [JSON.Object], _ name: String, _ state: JSON.Object, _ document: StateDocument,
    result: String
  ) throws(ImportRefusal) -> FlowWork {
    let place = place(of: name)
    var steps = steps
    var result = result
    let failing = steps.count - 1
    if let selector = state["ResultSelector"] {
      let step = journal.name("\(name) result")
      let template = try payload(
        selector, StateDocument(result), at: place.appending("ResultSelector"))
      steps.append(StepText.value(step, template))
      result = CEL.result(of: step)
    }
    var work = FlowWork(
      steps: steps, failing: failing,
      document: try self.document(after: state, document, result: result, at: place))
    work.handlers = try handlers(of: state, document, at: place)
    guard work.handlers.isEmpty || failing == steps.count - 1 || !handlersReturn(state) else {
      throw ImportRefusal(
        "\"ResultSelector\" and a catcher that goes on to the next state cannot stand together",
        at: place.appending("ResultSelector"))
    }
    return work
  }

  /// Whether a handler leads to where success leads: the selected result would then be read of a
  /// failed step.
  private func handlersReturn(_ state: JSON.Object) -> Bool {
    (state["Catch"]?.arrayValue ?? []).contains { $0["Next"] == state["Next"] }
  }

  private func addTimeouts(
    of state: JSON.Object, to object: inout JSON.Object, at place: JSONPointer
  ) throws(ImportRefusal) {
    for (key, member) in [("TimeoutSeconds", "timeout"), ("HeartbeatSeconds", "heartbeat")] {
      guard let value = state[key] else { continue }
      object[member] = try seconds(value, at: place.appending(key))
    }
  }

  func addComment(of state: JSON.Object, to object: inout JSON.Object) {
    if let comment = state["Comment"] { object["metadata"] = ["comment": comment] }
  }

  /// The agent that stands for a resource: the function or activity, or service and action.
  private func agent(of resource: String) -> String {
    if resource.hasPrefix("${"), resource.hasSuffix("}") {
      return String(resource.dropFirst(2).dropLast())
    }
    let parts = resource.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 5, parts[0] == "arn" else { return resource }
    if parts[2] == "states", parts[5] != "activity" {
      return parts[5...].filter { $0 != "aws-sdk" }.joined(separator: ":")
    }
    return parts.count > 6 ? parts[6...].joined(separator: ":") : String(parts[5])
  }

  mutating func pass(
    _ name: String, _ state: JSON.Object, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowWork {
    let place = place(of: name)
    let known: Set<String> = [
      "Type", "Comment", "Parameters", "Result", "InputPath", "OutputPath", "ResultPath", "Next",
      "End",
    ]
    journal.loseMembers(of: state, beyond: known, at: place)
    let input = try input(of: state, document, at: place)
    let step = journal.name(name)
    var template = try parameters(of: state, input, at: place)
    if let result = state["Result"] { template = CEL.escaped(result) }
    var object = StepText.value(step, template)
    addComment(of: state, to: &object)
    return FlowWork(
      steps: [object],
      document: try self.document(
        after: state, document, result: CEL.result(of: step), at: place))
  }

  mutating func wait(
    _ name: String, _ state: JSON.Object, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowWork {
    let place = place(of: name)
    let known: Set<String> = [
      "Type", "Comment", "Seconds", "SecondsPath", "Timestamp", "TimestampPath", "InputPath",
      "OutputPath", "Next", "End",
    ]
    journal.loseMembers(of: state, beyond: known, at: place)
    let input = try input(of: state, document, at: place)
    var object: JSON.Object = ["name": .string(journal.name(name)), "type": "sleep"]
    if let value = state["Seconds"] {
      object["duration"] = try seconds(value, at: place.appending("Seconds"))
    } else if let path = state["SecondsPath"]?.stringValue {
      let value = try JSONPath(path, at: place.appending("SecondsPath"))
      object["duration"] = .string("${\(try value.expression(in: scope(input)))}s")
    } else if let time = state["Timestamp"] {
      object["until"] = time
    } else if let path = state["TimestampPath"]?.stringValue {
      let value = try JSONPath(path, at: place.appending("TimestampPath"))
      object["until"] = CEL.template(try value.expression(in: scope(input)))
    } else {
      throw ImportRefusal("a wait says how long or until when", at: place)
    }
    addComment(of: state, to: &object)
    return FlowWork(steps: [object], document: try output(of: state, input, at: place))
  }
}
