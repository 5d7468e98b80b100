import JSON

extension JSON {
  /// The steps below a member.
  func graphSteps(_ key: String) -> [GraphStep] {
    (self[key]?.arrayValue ?? []).map(GraphStep.init(definition:))
  }
}

extension GraphStep {
  /// A step as it stands in a definition.
  init(definition step: JSON) {
    let type = step["type"]?.stringValue ?? "agent"
    self.init(title: "", type: type)
    let summary = Self.summary(of: step, type)
    let name = step["name"]?.stringValue
    title = name ?? summary
    detail = name == nil || summary == name ? "" : summary
    if title.isEmpty { title = type }
    if let condition = step["if"]?.stringValue {
      detail = detail.isEmpty ? "if \(condition)" : "\(detail), if \(condition)"
    }
    takeInside(of: step)
    handlers = (step["onError"]?.arrayValue ?? []).map { handler in
      let match = handler["match"]?.stringValue ?? handler["match"]?.arrayValue.map(Self.words)
      return GraphLane(label: match ?? "on error", steps: handler.graphSteps("steps"))
    }
    undo = step["compensate"].map { [GraphStep(definition: $0)] } ?? []
  }

  private static func words(_ values: [JSON]) -> String {
    values.compactMap(\.stringValue).joined(separator: ", ")
  }

  /// What a step does, in a few words.
  private static func summary(of step: JSON, _ type: String) -> String {
    func text(_ key: String) -> String { step[key].map { $0.stringValue ?? $0.text } ?? "" }
    switch type {
    case "agent": return text("agentId")
    case "sleep":
      return step["until"] == nil ? "sleep \(text("duration"))" : "until \(text("until"))"
    case "signal": return "signal \(text("signal"))"
    case "input": return text("prompt")
    case "workflow":
      return
        "workflow \(step["template"]?.stringValue ?? step["definition"]?["name"]?.stringValue ?? "")"
    case "set": return "set " + (step["values"]?.objectValue?.keys.joined(separator: ", ") ?? "")
    case "parallel":
      let join = text("join")
      return join.isEmpty || join == "all" ? "parallel" : "parallel, \(join)"
    case "forEach": return "for each \(text("items"))"
    case "fail": return text("message").isEmpty ? "fail" : text("message")
    default: return type
    }
  }

  private mutating func takeInside(of step: JSON) {
    switch type {
    case "parallel":
      inside = .branches
      if let branches = step["branches"]?.objectValue {
        lanes = branches.members.map { member in
          let steps = (member.value.arrayValue ?? []).map(GraphStep.init(definition:))
          return GraphLane(label: member.key, steps: steps)
        }
      } else {
        takeDependents(step["steps"]?.arrayValue ?? [])
      }
    case "switch":
      inside = .cases
      lanes = (step["cases"]?.arrayValue ?? []).map { one in
        GraphLane(label: one["when"]?.stringValue ?? "", steps: one.graphSteps("steps"))
      }
      lanes.append(GraphLane(label: "else", steps: step.graphSteps("default")))
    case "forEach":
      inside = .body("each \(step["as"]?.stringValue ?? "item")")
      lanes = [GraphLane(label: "", steps: step.graphSteps("steps"))]
    case "loop":
      let bound =
        step["until"]?.stringValue.map { "until \($0)" }
        ?? step["while"]?.stringValue.map { "while \($0)" }
      inside = .body(bound ?? "\(step["maxIterations"]?.text ?? "") times")
      lanes = [GraphLane(label: "", steps: step.graphSteps("steps"))]
    default: break
    }
  }

  /// Steps that name those they need.
  private mutating func takeDependents(_ steps: [JSON]) {
    let names = steps.map { $0["name"]?.stringValue }
    lanes = steps.map { GraphLane(label: "", steps: [GraphStep(definition: $0)]) }
    needs = steps.map { step in
      (step["needs"]?.arrayValue ?? []).compactMap { names.firstIndex(of: $0.stringValue) }
    }
  }
}
