import JSON

extension FlowWriter {
  /// Writes a state that does something, with what happens when it fails.
  mutating func writeWork(
    _ name: String, _ node: FlowNode, to follow: FlowTarget, _ document: StateDocument,
    into block: inout FlowBlock
  ) throws(ImportRefusal) -> FlowTarget {
    let next = node.targets.first ?? .end
    var document = document
    if !node.handlers.isEmpty, document.namesError {
      // Within the handlers to come, `error` will be another one.
      materialize(&block, as: "\(language.title(of: name)) state")
      document = block.document ?? document
    }
    var work = try language.work(name, document)
    guard !node.handlers.isEmpty else {
      block.steps += work.steps
      block.document = work.document
      return next
    }
    let join = handledJoin(node, next, follow)
    let step = work.steps[work.failing]["name"]?.stringValue ?? name
    var handled: [FlowBlock] = []
    for (target, handler) in zip(node.handlers, work.handlers) {
      handled.append(try self.block(from: target, to: join, handler.document))
    }
    guard join == next else {
      let caught = Caught(step: step, handled: handled)
      return try writeCaught(caught, work, from: next, to: join, into: &block)
    }
    block.document = meet(&handled, with: work, of: step, into: &work.steps)
    work.steps[work.failing]["onError"] = onError(work, handled)
    block.steps += work.steps
    return next
  }

  /// What comes next, where failures come back to it or never come back; else a later place.
  private func handledJoin(
    _ node: FlowNode, _ next: FlowTarget, _ follow: FlowTarget
  ) -> FlowTarget {
    let comesBack = node.handlers.allSatisfy { handler in
      if handler == next { return true }
      let reached = graph.reach(from: handler, without: next)
      guard next == follow || follow == .end || !reached.contains(follow) else { return false }
      return !reached.contains(.end) || endsWorkflow
    }
    return comesBack ? next : join([next] + node.handlers, follow)
  }

  /// The document after success or failure. Where both differ, a handler's result carries its own.
  private mutating func meet(
    _ handled: inout [FlowBlock], with work: FlowWork, of step: String,
    into steps: inout [JSON.Object]
  ) -> StateDocument {
    let returning = handled.compactMap(\.document)
    guard returning.contains(where: { $0 != work.document }) else { return work.document }
    let result = CEL.result(of: step)
    if work.document == StateDocument(result) {
      for index in handled.indices { materialize(&handled[index], as: "\(step) caught") }
      return work.document
    }
    for index in handled.indices { wrap(&handled[index], of: step) }
    let state = language.journal.name("\(step) state")
    let value = "\(caught(result)) ? \(result).caught : \(work.document.expression)"
    steps.append(StepText.value(state, CEL.template(value)))
    return StateDocument(CEL.result(of: state))
  }

  /// A result that tells that a handler made it, with the document it left.
  private mutating func wrap(_ block: inout FlowBlock, of step: String) {
    guard let document = block.document else { return }
    let name = language.journal.name("\(step) caught")
    block.steps.append(
      StepText.value(name, ["caught": CEL.template(document.expression)]))
  }

  private func caught(_ result: String) -> String {
    "type(\(result)) == map && \"caught\" in \(result)"
  }

  private func onError(_ work: FlowWork, _ handled: [FlowBlock]) -> JSON {
    var handlers: [JSON] = []
    for (handler, block) in zip(work.handlers, handled) {
      var object = JSON.Object()
      if let match = handler.match { object["match"] = .array(match.map(JSON.string)) }
      if block.steps.isEmpty {
        object["continue"] = true
      } else {
        object["steps"] = StepText.list(block.steps)
      }
      handlers.append(.object(object))
    }
    return .array(handlers)
  }

  private struct Caught {
    let step: String
    var handled: [FlowBlock]
  }

  /// Writes what follows success inside a choice, where failures come back only later.
  private mutating func writeCaught(
    _ caught: Caught, _ work: FlowWork, from next: FlowTarget, to join: FlowTarget,
    into block: inout FlowBlock
  ) throws(ImportRefusal) -> FlowTarget {
    var caught = caught
    var work = work
    for index in caught.handled.indices { wrap(&caught.handled[index], of: caught.step) }
    work.steps[work.failing]["onError"] = onError(work, caught.handled)
    block.steps += work.steps

    let step = language.journal.name("\(caught.step) caught?")
    let result = CEL.result(of: caught.step)
    var failed = FlowBlock(document: StateDocument("\(result).caught"))
    materialize(&failed, as: "\(caught.step) state")
    var succeeded = try self.block(from: next, to: join, work.document)
    materialize(&succeeded, as: "\(caught.step) state")
    block.steps.append([
      "name": .string(step), "type": "switch",
      "cases": [["when": .string(self.caught(result)), "steps": StepText.list(failed.steps)]],
      "default": StepText.list(succeeded.steps),
    ])
    block.document = StateDocument(CEL.result(of: step))
    return join
  }
}
