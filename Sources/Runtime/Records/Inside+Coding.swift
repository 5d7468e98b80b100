import Engine
import JSON
import Time

/// How what a fork keeps of the inside of a step is stored.
extension Creation.Imported.Inside {
  var json: JSON {
    [
      "steps": .array(
        steps.keys.sorted().map { path in
          var step: JSON.Object = ["path": .string(path.description)]
          guard let state = steps[path] else { return .object(step) }
          step.append("status", .string(state.phase.name))
          if state.attempt > 0 { step.append("attempt", JSON(state.attempt)) }
          if let result = state.result { step.append("result", result.json) }
          if let problem = state.problem { step.append("problem", problem.json) }
          return .object(step)
        }),
      "blocks": .array(
        blocks.keys.sorted().map { path in
          var block = blocks[path]?.json ?? [:]
          block.append("path", .string(path.description))
          return .object(block)
        }),
    ]
  }

  init?(json: JSON, at now: Instant) {
    guard let steps = json["steps"]?.arrayValue, let blocks = json["blocks"]?.arrayValue else {
      return nil
    }
    self.init(steps: [:], blocks: [:])
    for (index, step) in steps.enumerated() {
      guard let path = step["path"]?.stringValue else { return nil }
      let member = "$.inside.steps[\(index)].result"
      self.steps[StepPath(path)] = StepState(stored: step, result: member, at: now)
    }
    for block in blocks {
      guard let path = block["path"]?.stringValue else { return nil }
      self.blocks[StepPath(path)] = Block(stored: block)
    }
  }
}

extension StepState {
  fileprivate init(stored json: JSON, result member: String, at now: Instant) {
    self.init(createdAt: now)
    switch json["status"]?.stringValue {
    case "completed": phase = .completed
    case "failed": phase = .failed
    case "skipped": phase = .skipped
    case "cancelled": phase = .cancelled
    default: phase = .pending
    }
    attempt = json["attempt"]?.intValue ?? 0
    result = json["result"].map { Value($0, origin: .event(seq: 1, member: member)) }
    problem = json["problem"].map(Problem.init(json:))
  }
}

extension Block {
  fileprivate var json: JSON.Object {
    var object: JSON.Object = ["round": JSON(round), "count": JSON(count), "next": JSON(next)]
    if limit < .max { object.append("limit", JSON(limit)) }
    if let before { object.append("before", before.json) }
    if !items.isEmpty { object.append("items", .array(items)) }
    object.append("ready", .array(ready.map { JSON($0) }))
    object.append("lanes", .array(lanes.keys.sorted().map { lanes[$0]?.json(at: $0) ?? .null }))
    object.append(
      "results",
      .array(results.keys.sorted().map { [JSON($0), results[$0]?.json ?? .null] }))
    return object
  }

  fileprivate init(stored json: JSON) {
    self.init(
      round: json["round"]?.intValue ?? 0, before: json["before"].map { Value($0) },
      count: json["count"]?.intValue ?? 0, limit: json["limit"]?.intValue ?? .max)
    next = json["next"]?.intValue ?? 0
    items = json["items"]?.arrayValue ?? []
    ready = json["ready"]?.arrayValue?.compactMap(\.intValue) ?? []
    for lane in json["lanes"]?.arrayValue ?? [] {
      if let index = lane["index"]?.intValue { lanes[index] = Lane(stored: lane) }
    }
    for pair in json["results"]?.arrayValue ?? [] {
      if let index = pair[0]?.intValue { results[index] = Value(pair[1] ?? .null) }
    }
  }
}

extension Block.Lane {
  fileprivate func json(at index: Int) -> JSON {
    var object: JSON.Object = ["index": JSON(index), "current": JSON(current)]
    if isOver { object.append("isOver", true) }
    if let first { object.append("first", first.json) }
    if let previous { object.append("previous", previous.json) }
    return .object(object)
  }

  fileprivate init(stored json: JSON) {
    self.init(first: json["first"].map { Value($0) })
    previous = json["previous"].map { Value($0) }
    current = json["current"]?.intValue ?? 0
    isOver = json["isOver"]?.boolValue ?? false
  }
}
