import JSON

/// One state machine while it is imported: the outermost, a branch, or what a map does with an item.
struct StateMachineLanguage: FlowLanguage {
  let machine: JSON.Object
  let path: JSONPointer
  /// Whether the machine stands within a state of another: its end is then not the workflow's.
  let isNested: Bool
  /// The names of the items of the maps around it, outermost first.
  var items: [String] = []
  var journal: ImportJournal

  init(
    _ machine: JSON.Object, at path: JSONPointer, isNested: Bool, _ journal: ImportJournal
  ) {
    self.machine = machine
    self.path = path
    self.isNested = isNested
    self.journal = journal
  }

  func place(of state: String) -> JSONPointer { path.appending("States").appending(state) }

  func state(_ name: String) -> JSON.Object { machine["States"]?[name]?.objectValue ?? [:] }

  /// The whole machine as steps.
  mutating func block(
    _ document: StateDocument, endsWorkflow: Bool
  ) throws(ImportRefusal) -> FlowBlock {
    var writer = try FlowWriter(try graph(), in: self, endsWorkflow: endsWorkflow)
    var block = try writer.block(document)
    if !endsWorkflow { writer.materialize(&block, as: "Output") }
    self = writer.language
    return block
  }

  /// A machine inside a state of this one; its last step's result is its output.
  mutating func nested(
    _ machine: JSON.Object, at path: JSONPointer, item: String? = nil, _ document: StateDocument
  ) throws(ImportRefusal) -> [JSON.Object] {
    var inner = StateMachineLanguage(machine, at: path, isNested: true, journal)
    inner.items = items + (item.map { [$0] } ?? [])
    let block = try inner.block(document, endsWorkflow: false)
    journal = inner.journal
    return block.steps
  }

  mutating func work(
    _ name: String, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowWork {
    let state = state(name)
    switch state["Type"]?.stringValue {
    case "Task": return try task(name, state, document)
    case "Pass": return try pass(name, state, document)
    case "Wait": return try wait(name, state, document)
    case "Parallel": return try parallel(name, state, document)
    case "Map": return try map(name, state, document)
    case "Succeed":
      let known: Set<String> = ["Type", "Comment", "InputPath", "OutputPath"]
      journal.loseMembers(of: state, beyond: known, at: place(of: name))
      let input = try self.input(of: state, document, at: place(of: name))
      return FlowWork(steps: [], document: try output(of: state, input, at: place(of: name)))
    default:
      throw ImportRefusal(
        "there is no type of state \(state["Type"]?.text ?? "without \"Type\"")",
        at: place(of: name).appending("Type"))
    }
  }

  mutating func stop(
    _ name: String, _ document: StateDocument
  ) throws(ImportRefusal) -> [JSON.Object] {
    let isUnmatched = machine["States"]?[name] == nil
    let state: JSON.Object = isUnmatched ? ["Error": "States.NoChoiceMatched"] : state(name)
    let known: Set<String> = [
      "Type", "Comment", "Error", "Cause", "ErrorPath", "CausePath", "InputPath", "OutputPath",
    ]
    journal.loseMembers(of: state, beyond: known, at: place(of: name))
    let type = try text("Error", of: state, document, at: place(of: name))
    let cause = try text("Cause", of: state, document, at: place(of: name))
    let step = journal.name(name)
    if isNested {
      return [StepText.failure(step, type: type ?? "failed", message: cause ?? type ?? "failed")]
    }
    let message = [type, cause].compactMap { $0?.stringValue }.joined(separator: ": ")
    return [
      ["name": .string(step), "type": "fail", "message": .string(message.isEmpty ? name : message)]
    ]
  }

  /// A text that is written out or found at a path.
  private mutating func text(
    _ key: String, of state: JSON.Object, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON? {
    if let text = state[key]?.stringValue { return .string(CEL.escaped(text)) }
    guard let path = state["\(key)Path"] else { return nil }
    return try payload(path, ofPath: true, document, at: place.appending("\(key)Path"))
  }
}
