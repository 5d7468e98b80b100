import JSON

extension StateMachineLanguage {
  /// The machine's states and the jumps between them.
  func graph() throws(ImportRefusal) -> FlowGraph {
    guard let states = machine["States"]?.objectValue else {
      throw ImportRefusal("\"States\" is an object of states by name", at: path.appending("States"))
    }
    var graph = FlowGraph(
      entry: try target(machine["StartAt"], at: path.appending("StartAt")), nodes: [:])
    for member in states.members {
      guard let state = member.value.objectValue else {
        throw ImportRefusal(
          "a state is an object, not \(member.value.kind)", at: place(of: member.key))
      }
      graph.nodes[member.key] = try node(state, at: place(of: member.key))
      if state["Type"]?.stringValue == "Choice", state["Default"] == nil {
        let unmatched = Self.unmatched(member.key)
        graph.nodes[unmatched] = FlowNode(kind: .stop, targets: [])
        graph.nodes[member.key]?.targets.append(.node(unmatched))
      }
    }
    return graph
  }

  private func node(
    _ state: JSON.Object, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowNode {
    switch state["Type"]?.stringValue {
    case "Fail": return FlowNode(kind: .stop, targets: [])
    case "Succeed": return FlowNode(kind: .work, targets: [.end])
    case "Choice": return FlowNode(kind: .choice, targets: try choices(state, at: place))
    default:
      let ends = state["End"]?.boolValue == true
      let next: FlowTarget = ends ? .end : try target(state["Next"], at: place.appending("Next"))
      var handlers: [FlowTarget] = []
      for (index, catcher) in (state["Catch"]?.arrayValue ?? []).enumerated() {
        let place = place.appending("Catch").appending(index).appending("Next")
        handlers.append(try target(catcher["Next"], at: place))
      }
      return FlowNode(kind: .work, targets: [next], handlers: handlers)
    }
  }

  /// The state that stands for the failure of a choice without a default where no rule holds.
  private static func unmatched(_ choice: String) -> String { "\(choice) without a match" }

  /// The targets of a choice's rules, and last the default if it has one.
  private func choices(
    _ state: JSON.Object, at place: JSONPointer
  ) throws(ImportRefusal) -> [FlowTarget] {
    var targets: [FlowTarget] = []
    for (index, rule) in (state["Choices"]?.arrayValue ?? []).enumerated() {
      let place = place.appending("Choices").appending(index).appending("Next")
      targets.append(try target(rule["Next"], at: place))
    }
    if let standard = state["Default"] {
      targets.append(try target(standard, at: place.appending("Default")))
    }
    return targets
  }

  private func target(
    _ name: JSON?, at place: JSONPointer
  ) throws(ImportRefusal) -> FlowTarget {
    guard let text = name?.stringValue else {
      throw ImportRefusal("the name of the next state is missing", at: place)
    }
    guard machine["States"]?[text] != nil else {
      throw ImportRefusal("there is no state \(JSON.string(text).text) to go to", at: place)
    }
    return .node(text)
  }
}
