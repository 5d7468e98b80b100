/// A picture as nodes, edges and groups: what Mermaid and DOT lay out themselves.
struct Chart {
  struct Node {
    let id: String
    let step: GraphStep
  }

  struct Edge {
    let from: String
    let to: String
    var label = ""
    var isAside = false
  }

  /// Nodes within a frame.
  struct Group {
    let id: String
    let step: GraphStep
    var parts: [Part] = []
  }

  indirect enum Part {
    case node(Node)
    case group(Group)
  }

  private(set) var parts: [Part] = []
  private(set) var edges: [Edge] = []
  let title: String
  private var count = 0

  /// A way out of a step that waits for what comes next.
  private struct Exit {
    let from: String
    var label = ""
    var isAside = false
  }

  init(_ graph: Graph) {
    title = graph.title
    var parts: [Part] = []
    _ = add(graph.steps, from: [], to: &parts)
    self.parts = parts
  }

  private mutating func identifier() -> String {
    count += 1
    return "n\(count)"
  }

  /// Adds steps in order behind the open ways; returns the ways that are open then.
  private mutating func add(
    _ steps: [GraphStep], from exits: [Exit], to parts: inout [Part]
  ) -> [Exit] {
    var exits = exits
    for step in steps { exits = add(step, from: exits, to: &parts) }
    return exits
  }

  private mutating func add(
    _ step: GraphStep, from exits: [Exit], to parts: inout [Part]
  ) -> [Exit] {
    let id = identifier()
    parts.append(.node(Node(id: id, step: step)))
    for exit in exits {
      edges.append(Edge(from: exit.from, to: id, label: exit.label, isAside: exit.isAside))
    }
    var open = inside(step, id, &parts)
    for handler in step.handlers {
      let label = handler.label.cut(to: 30)
      open += add(handler.steps, from: [Exit(from: id, label: label, isAside: true)], to: &parts)
    }
    if let undo = step.undo.first {
      _ = add([undo], from: [Exit(from: id, label: "undone by", isAside: true)], to: &parts)
    }
    return open
  }

  /// Adds what stands inside a step; returns the ways out of it.
  private mutating func inside(
    _ step: GraphStep, _ id: String, _ parts: inout [Part]
  ) -> [Exit] {
    guard !step.lanes.isEmpty else { return step.isEnd ? [] : [Exit(from: id)] }
    if case .cases = step.inside {
      return step.lanes.flatMap { lane in
        add(lane.steps, from: [Exit(from: id, label: lane.label.cut(to: 40))], to: &parts)
      }
    }
    var group = Group(id: identifier(), step: step)
    var open: [Exit] = []
    if step.hasNeeds {
      open = addDependents(step, id, &group)
    } else {
      for lane in step.lanes {
        open += add(
          lane.steps, from: [Exit(from: id, label: lane.label.cut(to: 30))], to: &group.parts)
      }
    }
    if case .body(let label) = step.inside, !label.isEmpty {
      for exit in open {
        edges.append(Edge(from: exit.from, to: id, label: label.cut(to: 40), isAside: true))
      }
      open = [Exit(from: id)]
    }
    parts.append(.group(group))
    return open
  }

  /// Adds steps that wait for those they need.
  private mutating func addDependents(
    _ step: GraphStep, _ id: String, _ group: inout Group
  ) -> [Exit] {
    var exits: [Int: [Exit]] = [:]
    for index in step.lanes.indices.sorted(by: { step.depth($0) < step.depth($1) }) {
      let needed = step.needs[index].flatMap { exits[$0] ?? [] }
      let from = needed.isEmpty ? [Exit(from: id)] : needed
      exits[index] = add(step.lanes[index].steps, from: from, to: &group.parts)
    }
    let needed = Set(step.needs.joined())
    return step.lanes.indices.filter { !needed.contains($0) }.flatMap { exits[$0] ?? [] }
  }
}

extension GraphStep {
  /// How many lanes come before one in the longest chain of needs; circles count as nothing.
  func depth(_ lane: Int, visited: Set<Int> = []) -> Int {
    guard needs.indices.contains(lane), !visited.contains(lane) else { return 0 }
    return (needs[lane].map { depth($0, visited: visited.union([lane])) + 1 }).max() ?? 0
  }
}
