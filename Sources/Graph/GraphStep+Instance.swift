import JSON

extension GraphStep {
  /// A step as the protocol shows it. Its children are drawn beside each other where they run at
  /// once, else below each other.
  init(instance step: JSON) {
    let type = step["type"]?.stringValue ?? "agent"
    let name = step["name"]?.stringValue
    let agent = step["agentId"]?.stringValue
    self.init(
      title: name ?? agent ?? type,
      detail: name == nil ? "" : agent ?? (type == "agent" ? "" : type),
      type: type, status: step["status"]?.stringValue)
    let children = step["children"]?.arrayValue ?? []
    guard !children.isEmpty else { return }
    let steps = children.prefix(Self.shown).map(GraphStep.init(instance:))
    if type == "parallel" || type == "forEach" {
      lanes = steps.map { GraphLane(label: "", steps: [$0]) }
    } else {
      inside = .body("")
      lanes = [GraphLane(label: "", steps: steps)]
    }
    let count = step["childCount"]?.intValue ?? children.count
    if count > steps.count {
      let rest = GraphStep(title: "… \(count - steps.count) more", type: "agent")
      lanes.append(GraphLane(label: "", steps: [rest]))
    }
  }

  /// How many of a step's children are drawn.
  private static let shown = 12
}

/// The statuses of a workflow's steps by name. A step that stands there several times, such as in a
/// loop, has the status that most needs to be seen.
struct StatusBoard {
  private var statuses: [String: String] = [:]

  init(_ steps: [JSON]) { take(steps) }

  private mutating func take(_ steps: [JSON]) {
    for step in steps {
      if let name = step["name"]?.stringValue, let status = step["status"]?.stringValue {
        let known = statuses[name].flatMap(Self.urgency.firstIndex(of:)) ?? Self.urgency.count
        if let urgency = Self.urgency.firstIndex(of: status), urgency < known {
          statuses[name] = status
        }
      }
      take(step["children"]?.arrayValue ?? [])
    }
  }

  private static let urgency = [
    "failed", "inDoubt", "running", "waiting", "cancelled", "completed", "skipped", "pending",
  ]

  /// The steps of a definition with their statuses; those of the outermost list by their place too.
  func marked(_ steps: [GraphStep], outermost: [JSON] = []) -> [GraphStep] {
    steps.enumerated().map { index, step in
      var step = step
      let place = outermost.indices.contains(index) ? outermost[index]["status"]?.stringValue : nil
      step.status = statuses[step.title] ?? place ?? "pending"
      step.lanes = step.lanes.map(marked)
      step.handlers = step.handlers.map(marked)
      step.undo = marked(step.undo)
      return step
    }
  }

  private func marked(_ lane: GraphLane) -> GraphLane {
    GraphLane(label: lane.label, steps: marked(lane.steps))
  }
}
