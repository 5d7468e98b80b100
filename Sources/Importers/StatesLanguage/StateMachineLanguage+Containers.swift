import JSON

/// Parallel and Map.
extension StateMachineLanguage {
  mutating func parallel(
    _ name: String, _ state: JSON.Object, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowWork {
    let place = place(of: name)
    let known: Set<String> = [
      "Type", "Comment", "Branches", "Parameters", "InputPath", "OutputPath", "ResultPath",
      "ResultSelector", "Retry", "Catch", "Next", "End",
    ]
    journal.loseMembers(of: state, beyond: known, at: place)
    var (steps, input) = try given(name, state, document)
    let step = journal.name(name)
    var branches = JSON.Object()
    for (index, branch) in (state["Branches"]?.arrayValue ?? []).enumerated() {
      let place = place.appending("Branches").appending(index)
      guard let machine = branch.objectValue else {
        throw ImportRefusal("a branch is a state machine", at: place)
      }
      let first = machine["StartAt"]?.stringValue ?? "branch"
      let branchName = branches[first] == nil ? first : "\(first) \(index + 1)"
      branches[branchName] = StepText.list(try nested(machine, at: place, input))
    }
    var object: JSON.Object = ["name": .string(step), "type": "parallel"]
    object["branches"] = .object(branches)
    object["retry"] = try retry(of: state, at: place)
    addComment(of: state, to: &object)
    steps.append(object)
    let results = branches.keys.map { "\(CEL.result(of: step))[\(CEL.string($0))]" }
    return try finish(
      steps, name, state, document, result: "[\(results.joined(separator: ", "))]")
  }

  /// The document that branches are given, in a step of its own where `Parameters` make it.
  private mutating func given(
    _ name: String, _ state: JSON.Object, _ document: StateDocument
  ) throws(ImportRefusal) -> ([JSON.Object], StateDocument) {
    let place = place(of: name)
    let input = try input(of: state, document, at: place)
    guard state["Parameters"] != nil else { return ([], input) }
    let step = journal.name("\(name) input")
    let template = try parameters(of: state, input, at: place)
    return ([StepText.value(step, template)], StateDocument(CEL.result(of: step)))
  }

  mutating func map(
    _ name: String, _ state: JSON.Object, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowWork {
    let place = place(of: name)
    journal.loseMembers(of: state, beyond: Self.mapMembers, at: place)
    let key = state["ItemProcessor"] == nil ? "Iterator" : "ItemProcessor"
    guard let machine = state[key]?.objectValue else {
      throw ImportRefusal("a map says by \"ItemProcessor\" what to do with an item", at: place)
    }
    let input = try input(of: state, document, at: place)
    var steps: [JSON.Object] = []
    let items = try items(name, state, input, steps: &steps)
    let step = journal.name(name)
    let item = self.items.isEmpty ? "item" : "item\(self.items.count + 1)"
    var object: JSON.Object = [
      "name": .string(step), "type": "forEach", "items": CEL.template(items), "as": .string(item),
    ]
    try addLimits(of: state, to: &object, at: place)
    let (selection, given) = try selected(name, state, input, item: item)
    let machinePath = place.appending(key)
    let inner = try nested(machine, at: machinePath, item: item, given)
    object["steps"] = StepText.list(selection + inner)
    object["retry"] = try retry(of: state, at: place)
    addComment(of: state, to: &object)
    steps.append(object)
    return try finish(steps, name, state, document, result: CEL.result(of: step))
  }

  private static let mapMembers: Set<String> = [
    "Type", "Comment", "ItemProcessor", "Iterator", "ItemsPath", "ItemReader", "ItemSelector",
    "Parameters", "ItemBatcher", "MaxConcurrency", "ToleratedFailurePercentage", "InputPath",
    "OutputPath", "ResultPath", "ResultSelector", "Retry", "Catch", "Label", "Next", "End",
  ]

  /// The items as an expression. An `ItemReader` becomes an agent that returns them.
  private mutating func items(
    _ name: String, _ state: JSON.Object, _ input: StateDocument, steps: inout [JSON.Object]
  ) throws(ImportRefusal) -> String {
    let place = place(of: name)
    if let reader = state["ItemReader"]?.objectValue {
      let agent =
        reader["Resource"]?.stringValue?.split(separator: ":").suffix(2)
        .joined(separator: ":") ?? "read-items"
      journal.call(agent)
      journal.note(
        "agent \(JSON.string(agent).text) has to return the items as an array",
        at: place.appending("ItemReader"))
      let step = journal.name("\(name) items")
      let template = try payload(
        state["ItemReader"] ?? [:], input, at: place.appending("ItemReader"))
      steps.append([
        "name": .string(step), "agentId": .string(agent), "input": template,
      ])
      return CEL.result(of: step)
    }
    guard let path = state["ItemsPath"]?.stringValue else { return input.expression }
    return try JSONPath(path, at: place.appending("ItemsPath")).expression(in: scope(input))
  }

  private mutating func addLimits(
    of state: JSON.Object, to object: inout JSON.Object, at place: JSONPointer
  ) throws(ImportRefusal) {
    if let limit = state["MaxConcurrency"]?.intValue, limit > 0 {
      object["maxConcurrency"] = JSON(limit)
    }
    guard let tolerated = state["ToleratedFailurePercentage"] else { return }
    object["onItemError"] = "continue"
    if tolerated.doubleValue != 100 {
      journal.lose(
        "any number of items may fail, not only \(tolerated.text) percent",
        at: place.appending("ToleratedFailurePercentage"))
    }
  }

  /// What the inner machine is given: the item, or what a selector makes of it.
  private mutating func selected(
    _ name: String, _ state: JSON.Object, _ input: StateDocument, item: String
  ) throws(ImportRefusal) -> ([JSON.Object], StateDocument) {
    let place = place(of: name)
    let key = state["ItemSelector"] == nil ? "Parameters" : "ItemSelector"
    var template = CEL.template(item)
    if let selector = state[key] {
      let outer = items
      items.append(item)
      template = try payload(selector, input, at: place.appending(key))
      items = outer
    }
    if let batcher = state["ItemBatcher"]?.objectValue {
      journal.note("items come in batches of one", at: place.appending("ItemBatcher"))
      var batch: JSON.Object = ["Items": [template]]
      if let more = batcher["BatchInput"] {
        batch["BatchInput"] = try payload(
          more, input, at: place.appending("ItemBatcher").appending("BatchInput"))
      }
      template = .object(batch)
    } else if state[key] == nil {
      return ([], StateDocument(item))
    }
    let step = journal.name("\(name) item")
    return ([StepText.value(step, template)], StateDocument(CEL.result(of: step)))
  }
}
