import JSON

/// fork, for and try.
extension TaskLanguage {
  mutating func forking(
    _ value: JSON, _ task: Task, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowBlock {
    let name = journal.name(task.name)
    var branches = JSON.Object()
    for (index, branch) in (value["branches"]?.arrayValue ?? []).enumerated() {
      let place = place.appending("branches").appending(index)
      let key = branch.objectValue?.keys.first ?? "branch \(index + 1)"
      branches[key] = StepText.list(
        try region([branch], at: place, document, as: "\(key) output"))
    }
    let result = CEL.result(of: name)
    var step: JSON.Object = ["name": .string(name), "type": "parallel"]
    step["branches"] = .object(branches)
    guard value["compete"]?.boolValue == true else {
      let results = branches.keys.map { "\(result)[\(CEL.string($0))]" }
      let all = StateDocument("[\(results.joined(separator: ", "))]")
      return FlowBlock(steps: [step], document: all)
    }
    step["join"] = "any"
    return FlowBlock(
      steps: [step], document: StateDocument("\(result).map(key, \(result)[key])[0]"))
  }

  /// Tasks inside of a step, the last one's result being their output.
  private mutating func region(
    _ list: [JSON], at place: JSONPointer, _ document: StateDocument, as name: String,
    wrapped key: String? = nil
  ) throws(ImportRefusal) -> [JSON.Object] {
    var block = try self.block(.array(list), at: place, document)
    guard let end = block.document else { return block.steps }
    if key == nil, let last = block.steps.last?["name"]?.stringValue,
      end == StateDocument(CEL.result(of: last)), block.steps.last?["type"] != "set"
    {
      return block.steps
    }
    let output = CEL.template(end.expression)
    block.steps.append(StepText.value(journal.name(name), key.map { [$0: output] } ?? output))
    return block.steps
  }

  /// `for`: a loop over the items, in which each turn is given what the one before left.
  mutating func repeating(
    _ value: JSON, _ task: Task, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowBlock {
    let items = journal.name("\(task.name) items")
    let list = try expression(value["in"] ?? ".", document, at: place.appending("in"))
    let start = StepText.value(
      items,
      [
        "items": CEL.template(list), "next": 0, "state": CEL.template(document.expression),
      ])
    let all = "\(CEL.result(of: items)).items"

    let name = journal.name(task.name)
    let outer = variables
    variables[value["each"]?.stringValue ?? "item"] = "\(all)[iteration]"
    variables[value["at"]?.stringValue ?? "index"] = "iteration"
    var condition = "previous.next < size(\(all))"
    if let more = task.body["while"] {
      let holds = try expression(
        more, StateDocument("previous.state"), at: task.place.appending("while"))
      condition += " && (\(holds))"
    }
    let body = try turn(of: task)
    variables = outer
    let loop: JSON.Object = [
      "name": .string(name), "type": "loop", "while": .string(condition),
      "maxIterations": JSON(FlowLimits.turns), "steps": StepText.list(body),
    ]
    let step = CEL.member(name, of: "steps")
    let untouched = "\(CEL.result(of: items)).state"
    let end = "\(step).status == \"completed\" ? \(step).result.state : \(untouched)"
    let output = journal.name("\(task.name) end")
    return FlowBlock(
      steps: [start, loop, StepText.value(output, CEL.template(end))],
      document: StateDocument(CEL.result(of: output)))
  }

  /// One turn of a `for`, which ends with the document it leaves and the number of the next turn.
  private mutating func turn(of task: Task) throws(ImportRefusal) -> [JSON.Object] {
    let state = journal.name("\(task.name) state")
    let list = task.body["do"] ?? []
    let body = try block(list, at: task.place.appending("do"), StateDocument(CEL.result(of: state)))
    let steps = [StepText.value(state, "${previous.state}")] + body.steps
    guard let end = body.document else { return steps }
    let result: JSON = ["state": CEL.template(end.expression), "next": "${iteration + 1}"]
    return steps + [StepText.value(journal.name("\(task.name) turn"), result)]
  }

  /// `try`: its tasks in a step of their own, which handles what they throw.
  mutating func trying(
    _ value: JSON, _ task: Task, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowBlock {
    let name = journal.name(task.name)
    let steps = try region(
      value.arrayValue ?? [], at: task.place.appending("try"), document, as: "\(task.name) output")
    var step: JSON.Object = [
      "name": .string(name), "type": "parallel", "branches": ["try": StepText.list(steps)],
    ]
    let caught = task.body["catch"] ?? [:]
    let place = task.place.appending("catch")
    step["retry"] = try retry(caught, at: place)
    step["onError"] = [try handler(caught, task, document, at: place)]
    return FlowBlock(steps: [step], document: StateDocument("\(CEL.result(of: name)).try"))
  }

  private mutating func handler(
    _ caught: JSON, _ task: Task, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON {
    let known: Set<String> = ["errors", "as", "when", "exceptWhen", "retry", "do"]
    journal.loseMembers(of: caught.objectValue ?? [:], beyond: known, at: place)
    for key in ["when", "exceptWhen"] where caught[key] != nil {
      journal.lose("errors are caught whatever this condition says", at: place.appending(key))
    }
    var handler = JSON.Object()
    if let match = types(caught, at: place) { handler["match"] = match }
    if caught["errors"]?["with"]?.objectValue?.keys.contains(where: { $0 != "type" }) == true {
      journal.lose(
        "errors are caught by their type alone",
        at: place.appending("errors").appending("with"))
    }
    guard let list = caught["do"]?.arrayValue else {
      handler["result"] = ["try": CEL.template(document.expression)]
      return .object(handler)
    }
    let outer = variables
    variables[caught["as"]?.stringValue ?? "error"] = "error"
    handler["steps"] = StepText.list(
      try region(
        list, at: place.appending("do"), document, as: "\(task.name) caught", wrapped: "try"))
    variables = outer
    return .object(handler)
  }

  private func types(_ caught: JSON, at place: JSONPointer) -> JSON? {
    caught["errors"]?["with"]?["type"].map { [$0] }
  }

  private mutating func retry(
    _ caught: JSON, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON? {
    guard let value = caught["retry"] else { return nil }
    let named = value.stringValue
    let place =
      named.map { .root.appending("use").appending("retries").appending($0) }
      ?? place.appending("retry")
    guard let policy = named == nil ? value : reusable["retries"]?[named ?? ""] else {
      throw ImportRefusal("there is no such retry policy to use", at: place)
    }
    let known: Set<String> = ["delay", "backoff", "limit", "jitter"]
    journal.loseMembers(of: policy.objectValue ?? [:], beyond: known, at: place)
    var retry: JSON.Object = [
      "backoff": .string(policy["backoff"]?.objectValue?.keys.first ?? "constant")
    ]
    if let delay = policy["delay"] {
      retry["initialInterval"] = try duration(delay, at: place.appending("delay"))
    }
    retry["jitter"] = policy["jitter"] == nil ? "none" : "full"
    let count = policy["limit"]?["attempt"]?["count"]?.intValue
    if count == nil { journal.lose("there are 100 attempts at most", at: place) }
    retry["maxAttempts"] = JSON(count.map { $0 + 1 } ?? 100)
    retry["retryOn"] = types(caught, at: place)
    return .object(retry)
  }
}
