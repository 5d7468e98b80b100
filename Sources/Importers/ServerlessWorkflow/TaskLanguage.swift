import JSON

/// One list of tasks while it is imported.
struct TaskLanguage: FlowLanguage {
  var journal = ImportJournal()
  /// Functions, errors, retries, authentications and timeouts to be used by name.
  let reusable: JSON
  let document: JSON
  /// What variables of expressions are here.
  var variables: [String: String]
  /// Whether anything reads or writes `$context`, which is a variable here.
  var usesContext = false
  /// Whether failures may be handled by something around.
  var isNested = false
  private var tasks: [String: Task] = [:]

  /// A task of a list.
  struct Task {
    let name: String
    let body: JSON.Object
    let place: JSONPointer
  }

  init(_ workflow: JSON.Object) {
    reusable = workflow["use"] ?? [:]
    document = workflow["document"] ?? [:]
    variables = ["context": "vars.context", "workflow": "", "runtime": ""]
  }

  func place(of state: String) -> JSONPointer { tasks[state]?.place ?? JSONPointer(state) ?? .root }
  func title(of state: String) -> String {
    let name = tasks[state]?.name ?? state
    return tasks["\(state)/if"] == nil ? name : "\(name)?"
  }
  func task(_ state: String) -> Task {
    tasks[state] ?? Task(name: state, body: [:], place: JSONPointer(state) ?? .root)
  }

  /// A list of tasks as steps. Inside of others, the last step's result is the list's output.
  mutating func block(
    _ list: JSON, at place: JSONPointer, _ document: StateDocument, isOutermost: Bool = false
  ) throws(ImportRefusal) -> FlowBlock {
    var inner = self
    inner.isNested = isNested || !isOutermost
    inner.tasks = [:]
    var graph = FlowGraph(entry: .end, nodes: [:])
    graph.entry = try inner.add(list, at: place, to: &graph, exit: .end)
    var writer = try FlowWriter(graph, in: inner, endsWorkflow: isOutermost)
    let block = try writer.block(document)
    journal = writer.language.journal
    usesContext = writer.language.usesContext
    return block
  }

  /// Adds the tasks of a list to a graph; returns the first.
  private mutating func add(
    _ list: JSON, at place: JSONPointer, to graph: inout FlowGraph, exit: FlowTarget
  ) throws(ImportRefusal) -> FlowTarget {
    guard let elements = list.arrayValue else {
      throw ImportRefusal("tasks are a list of objects with one member each", at: place)
    }
    var ids: [(name: String, id: String)] = []
    for (index, element) in elements.enumerated() {
      guard let member = element.objectValue?.members.first, let body = member.value.objectValue
      else {
        throw ImportRefusal("a task is an object with one member", at: place.appending(index))
      }
      let place = place.appending(index).appending(member.key)
      tasks[place.description] = Task(name: member.key, body: body, place: place)
      ids.append((member.key, place.description))
    }
    for index in ids.indices {
      let next = index + 1 < ids.count ? FlowTarget.node(ids[index + 1].id) : exit
      let siblings = Siblings(ids: ids, next: next, exit: exit)
      try add(ids[index].id, to: &graph, among: siblings)
    }
    return ids.first.map { .node($0.id) } ?? exit
  }

  /// The tasks of one list, as the words of `then` name them.
  private struct Siblings {
    let ids: [(name: String, id: String)]
    let next: FlowTarget
    let exit: FlowTarget

    func target(_ then: JSON?, at place: JSONPointer) throws(ImportRefusal) -> FlowTarget {
      switch then?.stringValue ?? "continue" {
      case "continue": return next
      case "exit": return exit
      case "end":
        guard exit == .end else {
          throw ImportRefusal("\"end\" inside of a nested list is not imported", at: place)
        }
        return .end
      case let name:
        guard let id = ids.first(where: { $0.name == name })?.id else {
          throw ImportRefusal("there is no task \(JSON.string(name).text) in this list", at: place)
        }
        return .node(id)
      }
    }
  }

  private mutating func add(
    _ id: String, to graph: inout FlowGraph, among siblings: Siblings
  ) throws(ImportRefusal) {
    let task = task(id)
    let then = try siblings.target(task.body["then"], at: task.place.appending("then"))
    if task.body["raise"] != nil {
      graph.nodes[id] = FlowNode(kind: .stop, targets: [])
    } else if let cases = task.body["switch"]?.arrayValue {
      graph.nodes[id] = FlowNode(
        kind: .choice, targets: try targets(of: cases, task, then, among: siblings))
    } else if let list = task.body["do"], task.body["for"] == nil {
      let place = task.place.appending("do")
      let first = try add(list, at: place, to: &graph, exit: then)
      journal.loseMembers(of: task.body, beyond: ["do", "then", "if", "metadata"], at: task.place)
      graph.nodes[id] = FlowNode(kind: .choice, targets: [first])
    } else {
      graph.nodes[id] = FlowNode(kind: .work, targets: [then])
    }
    guard task.body["if"] != nil else { return }
    // The task itself moves aside, so that those who jump to it meet the condition.
    let moved = "\(id)/if"
    tasks[moved] = task
    graph.nodes[moved] = graph.nodes[id]
    graph.nodes[id] = FlowNode(kind: .choice, targets: [.node(moved), siblings.next])
  }

  /// Where the cases of a switch lead; last where none holds.
  private func targets(
    of cases: [JSON], _ task: Task, _ then: FlowTarget, among siblings: Siblings
  ) throws(ImportRefusal) -> [FlowTarget] {
    var targets: [FlowTarget] = []
    var standard = then
    for (index, element) in cases.enumerated() {
      let one = element.objectValue?.members.first?.value
      let place = task.place.appending("switch").appending(index)
      let target = try siblings.target(one?["then"], at: place)
      if one?["when"] == nil { standard = target } else { targets.append(target) }
    }
    return targets + [standard]
  }

  mutating func conditions(
    of state: String, _ document: StateDocument
  ) throws(ImportRefusal) -> [String] {
    let task = task(state)
    if let condition = task.body["if"], tasks["\(state)/if"] != nil {
      return [try expression(condition, document, at: task.place.appending("if"))]
    }
    var conditions: [String] = []
    for (index, element) in (task.body["switch"]?.arrayValue ?? []).enumerated() {
      guard let member = element.objectValue?.members.first, let when = member.value["when"] else {
        continue
      }
      let place = task.place.appending("switch").appending(index).appending(member.key)
      conditions.append(try expression(when, document, at: place.appending("when")))
    }
    return conditions
  }

  mutating func stop(
    _ state: String, _ document: StateDocument
  ) throws(ImportRefusal) -> [JSON.Object] {
    let task = task(state)
    var error = task.body["raise"]?["error"] ?? [:]
    var place = task.place.appending("raise").appending("error")
    if let name = error.stringValue {
      place = .root.appending("use").appending("errors").appending(name)
      guard let found = reusable["errors"]?[name] else {
        throw ImportRefusal("there is no error \(JSON.string(name).text) to use", at: place)
      }
      error = found
    }
    var texts: [String: String] = [:]
    for key in ["type", "title", "detail"] {
      guard let value = error[key] else { continue }
      let template = try value.stringValue.map { text throws(ImportRefusal) in
        try self.template(.string(text), document, at: place.appending(key))
      }
      texts[key] = template?.stringValue ?? value.text
    }
    let message = [texts["title"], texts["detail"]].compactMap { $0 }.joined(separator: ": ")
    let name = journal.name(task.name)
    if isNested {
      return [
        StepText.failure(name, type: .string(texts["type"] ?? "failed"), message: .string(message))
      ]
    }
    let whole = message.isEmpty ? texts["type"] ?? task.name : message
    return [["name": .string(name), "type": "fail", "message": .string(whole)]]
  }
}
