import JSON

/// listen: events are signals, named by their type.
extension TaskLanguage {
  mutating func listening(
    _ value: JSON, _ task: Task, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowBlock {
    let place = place.appending("to")
    let to = value["to"] ?? [:]
    if task.body["foreach"] != nil || to["until"] != nil {
      throw ImportRefusal(
        "a signal is waited for once; listening on and on is not imported", at: place)
    }
    if value["read"]?.stringValue == "envelope" {
      journal.lose("the result holds the data of the events alone", at: task.place)
    }
    if let one = to["one"] {
      let steps = try signal(one, task.name, at: place.appending("one"))
      let name = steps[0]["name"]?.stringValue ?? task.name
      return FlowBlock(steps: steps, document: StateDocument("[\(CEL.result(of: name))]"))
    }
    for (word, join) in [("all", "all"), ("any", "any")] {
      guard let filters = to[word]?.arrayValue else { continue }
      return try waits(filters, join: join, task, at: place.appending(word))
    }
    throw ImportRefusal("\"listen\" waits for one, any or all events", at: place)
  }

  private mutating func waits(
    _ filters: [JSON], join: String, _ task: Task, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowBlock {
    guard !filters.isEmpty else {
      throw ImportRefusal("a signal has a name; waiting for any event is not imported", at: place)
    }
    let name = journal.name(task.name)
    var branches = JSON.Object()
    for (index, filter) in filters.enumerated() {
      let place = place.appending(index)
      let type = filter["with"]?["type"]?.stringValue ?? "event"
      let key = branches[type] == nil ? type : "\(type) \(index + 1)"
      branches[key] = StepText.list(try signal(filter, type, at: place))
    }
    let result = CEL.result(of: name)
    return FlowBlock(
      steps: [
        [
          "name": .string(name), "type": "parallel", "join": .string(join),
          "branches": .object(branches),
        ]
      ], document: StateDocument("\(result).map(key, \(result)[key])"))
  }

  /// A wait for one event, again and again until its data are as wanted.
  private mutating func signal(
    _ filter: JSON, _ name: String, at place: JSONPointer
  ) throws(ImportRefusal) -> [JSON.Object] {
    let with = filter["with"]?.objectValue ?? [:]
    guard let type = with["type"]?.stringValue else {
      throw ImportRefusal("an event without a \"type\" has no signal", at: place)
    }
    for key in with.keys where key != "type" && key != "data" {
      journal.lose("events are told apart by their type alone", at: place.appending("with"))
    }
    if filter["correlate"] != nil {
      journal.lose("a signal is sent to one workflow", at: place.appending("correlate"))
    }
    guard let data = with["data"] else {
      return [
        ["name": .string(journal.name(name)), "type": "signal", "signal": .string(type)]
      ]
    }
    let loop = journal.name(name)
    let step = journal.name("\(name) signal")
    let condition = try expression(
      data, StateDocument(CEL.result(of: step)), at: place.appending("with").appending("data"))
    return [
      [
        "name": .string(loop), "type": "loop", "until": .string(condition),
        "maxIterations": JSON(FlowLimits.turns),
        "steps": [["name": .string(step), "type": "signal", "signal": .string(type)]],
      ]
    ]
  }
}
