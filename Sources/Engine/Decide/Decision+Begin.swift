import JSON
import Time

extension Decision {
  /// Starts a step whose turn has come: unless its condition is false, as its kind has it.
  mutating func beginFirst(_ path: StepPath) -> Bool {
    guard let step = workflow?.step(at: path) else { return false }
    if step.isPlainCall { return dispatch(path) }
    do throws(Problem) {
      // With its place a step comes here a second time.
      if let condition = step.rules?.condition, workflow?.steps[path]?.place == nil,
        try !holds(condition, at: path)
      {
        record(.stepSkipped(path))
        return true
      }
      return try beginPlaced(path, step)
    } catch {
      giveUp(path, error)
      return true
    }
  }

  /// Starts a step once more.
  @discardableResult
  mutating func begin(again path: StepPath) -> Bool {
    guard let step = workflow?.step(at: path) else { return false }
    do throws(Problem) { return try beginPlaced(path, step) } catch {
      giveUp(path, error)
      return true
    }
  }

  mutating func begin(_ path: StepPath, _ step: Step) throws(Problem) -> Bool {
    switch step.kind {
    case .agent: return dispatch(path)
    case .set(let assignments): try assign(assignments, at: path)
    case .fail(let message):
      let text = try text(of: message, at: path)
      giveUp(path, Problem(type: "fail", message: text ?? "the workflow was made to fail"))
    case .succeed(let output): try succeed(path, output)
    case .sleep(let sleep):
      enter(path, step, .sleep, until: try moment(of: sleep, at: path))
    case .signal(let signal): take(signal, at: path, step)
    case .input(let question): try ask(question, at: path, step)
    case .workflow(let child):
      guard workflow?.parent?.depth ?? 0 < Limits.generations else {
        throw Problem(
          type: "limitExceeded",
          message: "\(Limits.generations) workflows stand above this one already")
      }
      let input = try value(of: child.input, at: path)
      let standing = workflow?.previous(at: path) ?? workflow?.input ?? Value(.null)
      if let kind = workflow?.exceededBudget(by: nil, at: context.now) {
        record(.budgetExceeded(path, kind))
        return true
      }
      let start = Event.ChildStart(
        id: childID(at: path), input: input ?? standing,
        slice: workflow?.slice(for: child, at: context.now))
      enter(path, step, .child(start))
    case .parallel: enter(path, step, .parallel)
    case .forEach(let forEach):
      let items = try items(of: forEach, at: path)
      let isWide = items.json.arrayValue?.count ?? 0 > Limits.itemsAtOnce
      let atOnce = isWide && forEach.maxConcurrency == nil ? Limits.itemsAtOnce : nil
      enter(path, step, .forEach(items: items, atOnce: atOnce))
    case .choice(let choice):
      guard let index = try chosen(choice, at: path) else {
        record(.stepSkipped(path))
        return true
      }
      enter(path, step, .choice(index))
    case .loop(let loop):
      let scope = path.child(LaneID(.main, 0), 0)
      if let condition = loop.whileCondition, try !holds(condition, at: scope, standing: path) {
        record(.stepSkipped(path))
        return true
      }
      enter(path, step, .loop)
    }
    return true
  }

  // MARK: Parts

  mutating func enter(
    _ path: StepPath, _ step: Step, _ kind: Event.Entry.Kind, until: Instant? = nil
  ) {
    let attempt = (workflow?.steps[path]?.attempt ?? 0) + 1
    let patience = (step.timeouts.attempt ?? step.timeouts.total).map { context.now + $0 }
    let moments = [until, patience].compactMap(\.self)
    record(.stepEntered(path, Event.Entry(attempt: attempt, kind: kind, until: moments.min())))
  }

  private mutating func assign(_ assignments: [Assignment], at path: StepPath) throws(Problem) {
    var values = JSON.Object()
    for assignment in assignments {
      values.append(assignment.variable, try value(of: assignment.value, at: path).json)
    }
    record(.stepAssigned(path, values))
  }

  private mutating func succeed(_ path: StepPath, _ output: Template?) throws(Problem) {
    let output = try value(of: output, at: path)
    let result = output ?? workflow?.previous(at: path) ?? Value(.null)
    record(.stepCompleted(path, result: result, usage: nil))
    // While things are undone it is settled how the workflow ends.
    guard workflow?.ending == nil else { return }
    let stored = workflow?.steps[path]?.result
    stopOpenSteps()
    record(.completed(output: stored ?? result))
  }

  private func items(of forEach: ForEachStep, at path: StepPath) throws(Problem) -> Value {
    let items = try value(of: forEach.items, at: path)
    guard let elements = items.json.arrayValue else {
      throw Problem(
        type: "expression",
        message: "\(forEach.items.place): \"items\" gives \(items.json.kind), not an array",
        path: forEach.items.place)
    }
    guard elements.count <= Limits.items else {
      throw Problem(
        type: "limitExceeded",
        message: "a forEach takes \(Limits.items) items, not \(elements.count)",
        path: forEach.items.place)
    }
    return items
  }

  private func chosen(_ choice: ChoiceStep, at path: StepPath) throws(Problem) -> Int? {
    for (index, option) in choice.cases.enumerated() where try holds(option.condition, at: path) {
      return index
    }
    return choice.otherwise == nil ? nil : choice.cases.count
  }

  private func moment(of sleep: SleepStep, at path: StepPath) throws(Problem) -> Instant {
    switch sleep {
    case .duration(let template):
      let value: JSON = try value(of: template, at: path).json
      if let duration = value.stringValue.flatMap({ Duration(text: $0) }) {
        return context.now + duration
      }
      throw Problem(
        type: "expression", message: "\(template.place): \(value.brief) is no duration",
        path: template.place)
    case .until(let template):
      let value: JSON = try value(of: template, at: path).json
      if let moment = value.stringValue.flatMap({ Instant($0) }) { return moment }
      throw Problem(
        type: "expression", message: "\(template.place): \(value.brief) is no date-time",
        path: template.place)
    }
  }

  private func value(of template: Template?, at path: StepPath) throws(Problem) -> Value? {
    guard let template else { return nil }
    return try value(of: template, at: path) as Value
  }

  private func text(of template: Template?, at path: StepPath) throws(Problem) -> String? {
    guard let template else { return nil }
    return try text(of: template, at: path) as String
  }

  func value(of template: Template, at path: StepPath) throws(Problem) -> Value {
    guard let workflow else { return Value(.null) }
    return try workflow.value(of: template, at: path, now: context.now)
  }

  func text(of template: Template, at path: StepPath) throws(Problem) -> String {
    let value: JSON = try value(of: template, at: path).json
    return value.stringValue ?? value.text
  }

  func holds(
    _ condition: Condition, at path: StepPath, standing: StepPath? = nil, iteration: Int? = nil
  ) throws(Problem) -> Bool {
    guard let workflow else { return false }
    return try workflow.holds(
      condition, at: path, standing: standing, iteration: iteration, now: context.now)
  }

  private func childID(at path: StepPath) -> String {
    guard let workflow else { return "" }
    let attempt = (workflow.steps[path]?.attempt ?? 0) + 1
    return Identity.uuid(
      workflow.seed, "child", path.description, String(workflow.generation), String(attempt))
  }
}
