import Expressions
import JSON
import Time

/// What expressions see.
extension Workflow {
  /// The value of a template for the step at a path.
  func value(
    of template: Template, at path: StepPath?, now: Instant
  ) throws(Problem) -> Value {
    guard let compiled = template.compiled else { return Value(template.source) }
    switch template.reference {
    case .previous?: if let value = previous(for: path) { return value }
    case .input?: if let input { return input }
    case .result(let name)?: if let value = state(named: name, from: path)?.result { return value }
    case nil: break
    }
    do throws(ExpressionError) {
      return Value(try compiled.json(in: environment(at: path, template.reads, now)))
    } catch {
      throw Problem(error, at: template.place)
    }
  }

  /// Whether a condition holds for the step at a path.
  /// - Parameters:
  ///   - standing: the step whose `previous` is meant, if another.
  ///   - iteration: what `iteration` is, where it is not that of the path.
  func holds(
    _ condition: Condition, at path: StepPath, standing: StepPath? = nil, iteration: Int? = nil,
    now: Instant
  ) throws(Problem) -> Bool {
    do throws(ExpressionError) {
      return try condition.expression.condition(
        in: environment(
          at: path, condition.reads, now, standing: standing, iteration: iteration))
    } catch {
      throw Problem(error, at: condition.place)
    }
  }

  /// The value of a `concurrency.key`, as text.
  func key(of concurrency: Concurrency, at path: StepPath?, now: Instant) throws(Problem) -> String
  {
    let condition = concurrency.key
    let value: JSON
    do throws(ExpressionError) {
      value = try condition.expression.json(in: environment(at: path, condition.reads, now))
    } catch {
      throw Problem(error, at: condition.place)
    }
    switch value {
    case .string(let text): return text
    case .int, .bool: return value.text
    default:
      throw Problem(
        type: "expression",
        message: "\(condition.place): a key is a text or a whole number, not \(value.kind)",
        path: condition.place)
    }
  }

  private func previous(for path: StepPath?) -> Value? {
    if let path { previous(at: path) } else { previous }
  }

  private func environment(
    at path: StepPath?, _ reads: Reads, _ now: Instant, standing: StepPath? = nil,
    iteration: Int? = nil
  ) -> Environment {
    Environment(now: now.milliseconds) { name in
      switch name {
      case "input": Expressions.Value(input?.json ?? .null)
      case "vars": Expressions.Value(.object(vars))
      case "previous": Expressions.Value(previous(for: standing ?? path)?.json ?? .null)
      case "steps": .map(Expressions.Value.Map(outcomes(for: path, reads)))
      case "workflow": Expressions.Value(identification)
      case "signals": .map(.init(signals.mapValues { Expressions.Value($0.json) }))
      case "iteration" where iteration != nil: Expressions.Value(JSON(iteration ?? 0))
      default: path.flatMap { bindings(at: $0).values[name] }.map { Expressions.Value($0) }
      }
    }
  }

  private var identification: JSON {
    var object: JSON.Object = ["id": .string(id), "name": .string(definition.name)]
    object.append("metadata", definition.metadata ?? [:])
    return .object(object)
  }

  private func outcomes(for path: StepPath?, _ reads: Reads) -> JSON.Object {
    var outcomes = JSON.Object()
    for name in reads.steps ?? definition.places.keys.sorted() where outcomes[name] == nil {
      outcomes.append(name, outcome(named: name, from: path))
    }
    return outcomes
  }

  private func outcome(named name: String, from path: StepPath?) -> JSON {
    guard let state = state(named: name, from: path) else { return ["status": "pending"] }
    var outcome: JSON.Object = ["status": .string(state.phase.name)]
    if let result = state.result { outcome.append("result", result.json) }
    if let problem = state.problem { outcome.append("error", problem.brief) }
    if let usage = state.usage { outcome.append("usage", usage.brief) }
    return .object(outcome)
  }

  /// The state of the step that a name means for somebody at a path: in the same iteration, or in the
  /// last one of a loop that is over.
  func state(named name: String, from path: StepPath?) -> StepState? {
    guard let place = definition.places[name] else { return nil }
    if let path, let undoing, path.isBelow(undoing.path), step(at: undoing.path)?.name == name {
      return undoing.state(at: updatedAt)
    }
    var prefix: StepPath?
    for (key, written) in place.containers {
      let container = prefix.map { StepPath("\($0)/\(key)") } ?? StepPath(key: key)
      guard
        var lane = written ?? path.flatMap({ lane(of: $0, in: container) })
          ?? lastLane(of: container)
      else { return nil }
      lane.round = round(at: container, lane)
      prefix = StepPath("\(container)/\(lane)")
    }
    return steps[prefix.map { StepPath("\($0)/\(place.key)") } ?? StepPath(key: place.key)]
  }

  /// The lane of a container that a path leads through.
  private func lane(of path: StepPath, in container: StepPath) -> LaneID? {
    var path = path
    while let parent = path.parent {
      if parent.path == container { return parent.lane }
      path = parent.path
    }
    return nil
  }

  /// The iteration of a loop that is remembered.
  private func lastLane(of container: StepPath) -> LaneID? {
    guard case .loop? = step(at: container)?.kind else { return nil }
    return blocks[container]?.lanes.keys.max().map { LaneID(.main, $0) }
  }

  /// Names that mean something only where a path leads: the item, the iteration, the error.
  func bindings(at path: StepPath) -> Bindings {
    var bindings = Bindings()
    var path = path
    while let (container, lane, _) = path.parent {
      if lane.role == .undo, let undoing {
        return Bindings(
          values: bindings.values.merging(undoing.bindings.values) { inner, _ in inner })
      }
      for (name, value) in names(in: container, lane) where bindings.values[name] == nil {
        bindings.values[name] = value
      }
      path = container
    }
    return bindings
  }

  private func names(in container: StepPath, _ lane: LaneID) -> [(String, JSON)] {
    switch (step(at: container)?.kind, lane.role) {
    case (.forEach(let forEach)?, .main):
      let items = blocks[container]?.items ?? []
      let item = items.indices.contains(lane.index) ? items[lane.index] : .null
      return [(forEach.name, item), ("index", JSON(lane.index))]
    case (.loop?, .main): return [("iteration", JSON(lane.index))]
    case (_, .handler):
      let problem = blocks[container]?.error ?? steps[container]?.problem
      return problem.map { [("error", $0.brief)] } ?? []
    default: return []
    }
  }
}

extension Undoable {
  /// The step as it was when it had completed, for those who undo it.
  fileprivate func state(at now: Instant) -> StepState {
    var state = StepState(createdAt: now)
    state.phase = .completed
    state.result = result
    return state
  }
}

extension Problem {
  init(_ error: ExpressionError, at place: JSONPointer) {
    let place = error.pointer.tokens.reduce(place) { $0.appending($1) }
    self.init(
      type: error.kind == .limitExceeded ? "limitExceeded" : "expression",
      message: "\(place), column \(error.column): \(error.message)", path: place)
  }

  /// What expressions see of it.
  var brief: JSON { ["type": .string(type), "message": .string(message)] }
}

extension Usage {
  var brief: JSON {
    [
      "inputTokens": JSON(inputTokens), "outputTokens": JSON(outputTokens),
      "costUSD": .double(costUSD),
    ]
  }
}
