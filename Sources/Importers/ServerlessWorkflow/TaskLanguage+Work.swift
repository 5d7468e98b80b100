import JSON

extension TaskLanguage {
  /// Says what starts a workflow besides `workflow/execute`, and what cannot be had.
  mutating func sayWhatStarts(_ workflow: JSON.Object) {
    let known: Set<String> = [
      "document", "do", "use", "input", "output", "timeout", "schedule", "evaluate", "metadata",
    ]
    journal.loseMembers(of: workflow, beyond: known, at: .root)
    if workflow["schedule"] != nil {
      journal.note(
        "create a schedule for it with schedule/create, or execute it when the event comes, with "
          + "the events as its input", at: .root.appending("schedule"))
    }
    if let secrets = workflow["use"]?["secrets"]?.arrayValue, !secrets.isEmpty {
      journal.note(
        "secrets belong into the configuration of the agents",
        at: .root.appending("use").appending("secrets"))
    }
  }

  mutating func work(
    _ state: String, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowWork {
    let task = task(state)
    if let extensions = reusable["extensions"]?.arrayValue, !extensions.isEmpty {
      throw ImportRefusal(
        "extensions, which run tasks before and after others, are not imported",
        at: .root.appending("use").appending("extensions"))
    }
    let place = task.place
    let given = try transformed(
      task.body["input"]?["from"], document, as: "\(task.name) input",
      at: place.appending("input").appending("from"))
    let outer = variables
    variables["input"] = given.document?.expression
    variables["task"] = nil
    let done = try doing(task, given.document ?? document)
    let output = try transformed(
      task.body["output"]?["as"], done.document ?? document, as: "\(task.name) output",
      at: place.appending("output").appending("as"))
    var steps = given.steps + done.steps + output.steps
    if let export = task.body["export"]?["as"] {
      steps.append(
        try exporting(export, output.document ?? document, task, at: place.appending("export")))
    }
    variables = outer
    if let timeout = try timeout(task.body["timeout"], at: place.appending("timeout")) {
      steps[given.steps.count]["timeout"] = timeout
    }
    return FlowWork(steps: steps, document: output.document ?? document)
  }

  /// Writes `$context`, which is a variable here.
  private mutating func exporting(
    _ value: JSON, _ document: StateDocument, _ task: Task, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON.Object {
    usesContext = true
    let place = place.appending("as")
    let template =
      value.stringValue == nil
      ? try self.template(value, document, at: place)
      : CEL.template(try expression(value, document, at: place))
    return [
      "name": .string(journal.name("\(task.name) export")), "type": "set",
      "values": ["context": template],
    ]
  }

  /// What the task does by itself.
  private mutating func doing(
    _ task: Task, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowBlock {
    let body = task.body
    let common: Set<String> = [
      "input", "output", "export", "timeout", "then", "if", "metadata", "with", "do", "catch",
      "while", "foreach",
    ]
    journal.loseMembers(of: body, beyond: common.union(Self.kinds), at: task.place)
    guard let kind = Self.kinds.first(where: { body[$0] != nil }) else {
      throw ImportRefusal("this is no task that is known", at: task.place)
    }
    let place = task.place.appending(kind)
    let value = body[kind] ?? [:]
    switch kind {
    case "set": return try setting(value, task, document, at: place)
    case "call": return try calling(value, task, document)
    case "wait":
      let name = journal.name(task.name)
      let duration = try duration(value, at: place)
      let step: JSON.Object = ["name": .string(name), "type": "sleep", "duration": duration]
      return FlowBlock(steps: [step], document: document)
    case "emit":
      let event = try template(value["event"]?["with"] ?? [:], document, at: place)
      return agent("emit", event, task)
    case "run": return try running(value, task, document, at: place)
    case "fork": return try forking(value, task, document, at: place)
    case "for": return try repeating(value, task, document, at: place)
    case "try": return try trying(value, task, document)
    default: return try listening(value, task, document, at: place)
    }
  }

  private static let kinds = [
    "set", "call", "wait", "emit", "run", "fork", "for", "try", "listen",
  ]

  /// A step that calls an agent.
  mutating func agent(_ agent: String, _ input: JSON, _ task: Task) -> FlowBlock {
    journal.call(agent)
    let name = journal.name(task.name)
    return FlowBlock(
      steps: [["name": .string(name), "agentId": .string(agent), "input": input]],
      document: StateDocument(CEL.result(of: name)))
  }

  private mutating func setting(
    _ value: JSON, _ task: Task, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowBlock {
    let name = journal.name(task.name)
    let template = try template(value, document, at: place)
    return FlowBlock(
      steps: [StepText.value(name, template)], document: StateDocument(CEL.result(of: name)))
  }

  private mutating func running(
    _ value: JSON, _ task: Task, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowBlock {
    guard let member = value.objectValue?.members.first(where: { Self.runs.contains($0.key) })
    else {
      throw ImportRefusal("\"run\" names a container, a script, a shell or a workflow", at: place)
    }
    guard member.key == "workflow" else {
      var input = try template(member.value, document, at: place.appending(member.key))
      if let wanted = value["return"], var object = input.objectValue {
        object["return"] = wanted
        input = .object(object)
      }
      return agent(member.key, input, task)
    }
    let place = place.appending("workflow")
    journal.note(
      "create the template \(member.value["name"]?.text ?? "") first; its newest version is used",
      at: place)
    let name = journal.name(task.name)
    var step: JSON.Object = [
      "name": .string(name), "type": "workflow", "template": member.value["name"] ?? "",
    ]
    let input = member.value["input"]
    step["input"] = try input.map { value throws(ImportRefusal) in
      try template(value, document, at: place.appending("input"))
    }
    if value["await"]?.boolValue == false { step["await"] = false }
    return FlowBlock(
      steps: [.init(members: step.members)], document: StateDocument(CEL.result(of: name)))
  }

  private static let runs = ["container", "script", "shell", "workflow"]
}
