import JSON

/// Writes a graph of states as nested steps: sequences, choices, loops and error handlers.
///
/// Where ways meet again is found by looking for the first state that all of them pass; what lies
/// before it is written inside the choice, a state on several ways several times.
struct FlowWriter<Language: FlowLanguage> {
  var language: Language
  let graph: FlowGraph
  /// Whether the end of the graph is the end of the workflow, which `succeed` can reach from anywhere.
  let endsWorkflow: Bool
  private let order: [String]
  private var written = 0
  /// How the turns of the loop being written end, with their documents.
  var turns: [(turn: FlowTurn, document: StateDocument)] = []
  /// What the turns carry; see `LoopCargo`.
  var cargo = LoopCargo()

  init(_ graph: FlowGraph, in language: Language, endsWorkflow: Bool) throws(ImportRefusal) {
    self.language = language
    self.endsWorkflow = endsWorkflow
    guard graph.nodes.count <= FlowLimits.states else {
      throw ImportRefusal("more than \(FlowLimits.states) states are not imported", at: .root)
    }
    do throws(TangledStates) {
      self.graph = try graph.withoutCycles()
    } catch {
      let names = error.names.map { JSON.string($0).text }.joined(separator: " and ")
      throw ImportRefusal(
        "the jumps lead into one loop at several places, \(names), so no loop can be made of them",
        at: language.place(of: error.names.first ?? ""))
    }
    order = self.graph.topologicalOrder
  }

  /// The whole graph.
  mutating func block(_ document: StateDocument) throws(ImportRefusal) -> FlowBlock {
    try block(from: graph.entry, to: .end, document)
  }

  /// The states from one place up to another.
  mutating func block(
    from start: FlowTarget, to follow: FlowTarget, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowBlock {
    var block = FlowBlock(document: document)
    var target = start
    while target != follow, let document = block.document {
      guard case .node(let name) = target, let node = graph.nodes[name] else {
        block.steps.append(finish(document))
        block.document = nil
        break
      }
      try count(name)
      target = try write(name, node, to: follow, document, into: &block)
    }
    return block
  }

  /// Writes one node, and says where to go on.
  private mutating func write(
    _ name: String, _ node: FlowNode, to follow: FlowTarget, _ document: StateDocument,
    into block: inout FlowBlock
  ) throws(ImportRefusal) -> FlowTarget {
    switch node.kind {
    case .work:
      return try writeWork(name, node, to: follow, document, into: &block)
    case .choice:
      let conditions = try language.conditions(of: name, document)
      return try writeChoice(
        name, conditions, node.targets, to: follow, document, into: &block)
    case .stop:
      block.steps += try language.stop(name, document)
      block.document = nil
      return follow
    case .loop(let loop):
      return try writeLoop(loop, node, to: follow, document, into: &block)
    case .turn(let turn):
      writeTurn(turn, document, into: &block)
      return .end
    }
  }

  private mutating func count(_ name: String) throws(ImportRefusal) {
    written += 1
    guard written <= graph.nodes.count * 4 + 40 else {
      throw ImportRefusal(
        "the jumps cross each other so often that too many states would have to be repeated",
        at: language.place(of: name))
    }
  }

  private mutating func finish(_ document: StateDocument) -> JSON.Object {
    [
      "name": .string(language.journal.name("End")), "type": "succeed",
      "output": CEL.template(document.expression),
    ]
  }

  /// Makes the document the result of the block's last step.
  mutating func materialize(_ block: inout FlowBlock, as name: String) {
    guard let document = block.document else { return }
    if let last = block.steps.last?["name"]?.stringValue, block.steps.last?["type"] != "sleep",
      document == StateDocument(CEL.result(of: last))
    {
      return
    }
    let name = language.journal.name(name)
    block.steps.append(StepText.value(name, CEL.template(document.expression)))
    block.document = StateDocument(CEL.result(of: name))
  }
}

// MARK: - Choices

extension FlowWriter {
  /// Writes a `switch`; the last target is taken where no condition holds.
  mutating func writeChoice(
    _ name: String, _ conditions: [String], _ targets: [FlowTarget], to follow: FlowTarget,
    _ document: StateDocument, into block: inout FlowBlock
  ) throws(ImportRefusal) -> FlowTarget {
    let join = join(targets, follow)
    let step = language.journal.name(language.title(of: name))
    let (conditions, targets) = merged(conditions, targets)
    var ways: [FlowBlock] = []
    for target in targets { ways.append(try self.block(from: target, to: join, document)) }
    block.document = unite(&ways, from: document, in: step)

    var cases: [JSON] = []
    for (condition, way) in zip(conditions, ways) {
      cases.append(["when": .string(condition), "steps": StepText.list(way.steps)])
    }
    var object: JSON.Object = ["name": .string(step), "type": "switch", "cases": .array(cases)]
    if let last = ways.last, !last.steps.isEmpty { object["default"] = StepText.list(last.steps) }
    if cases.isEmpty {
      block.steps += ways.last?.steps ?? []
    } else {
      block.steps.append(object)
    }
    return join
  }

  /// Neighbouring ways that lead to the same place, as one.
  private func merged(
    _ conditions: [String], _ targets: [FlowTarget]
  ) -> ([String], [FlowTarget]) {
    var merged: [(condition: String, target: FlowTarget)] = []
    for (condition, target) in zip(conditions, targets) {
      if let last = merged.last, last.target == target {
        merged[merged.count - 1].condition = "(\(last.condition)) || (\(condition))"
      } else {
        merged.append((condition, target))
      }
    }
    while let last = merged.last, last.target == targets.last { merged.removeLast() }
    return (merged.map(\.condition), merged.map(\.target) + targets.suffix(1))
  }

  /// The document where ways meet: the one they all have, else the result of the step they are in.
  private mutating func unite(
    _ ways: inout [FlowBlock], from document: StateDocument, in step: String
  ) -> StateDocument? {
    guard ways.contains(where: { $0.document != nil }) else { return nil }
    guard ways.contains(where: { $0.document != nil && $0.document != document }) else {
      return document
    }
    if ways.count == 1 { return ways[0].document }
    for index in ways.indices { materialize(&ways[index], as: "\(step) state") }
    return StateDocument(CEL.result(of: step))
  }
}

// MARK: - Where ways meet

extension FlowWriter {
  /// The first state that all ways pass, unless they never come back; else the place that follows.
  func join(_ ways: [FlowTarget], _ follow: FlowTarget) -> FlowTarget {
    let barrier = follow == .end ? nil : follow
    let reached = ways.map { graph.reach(from: $0, without: barrier) }
    for name in order {
      let candidate = FlowTarget.node(name)
      let passing = reached.count { $0.contains(candidate) }
      guard passing > 0, candidate != follow, isJoin(candidate, of: ways, follow) else { continue }
      let others = reached.filter { !$0.contains(candidate) }
      if passing > 1 || others.allSatisfy({ !$0.contains(.end) }) { return candidate }
    }
    return follow
  }

  /// Whether nothing gets to what follows except by `candidate`.
  private func isJoin(
    _ candidate: FlowTarget, of ways: [FlowTarget], _ follow: FlowTarget
  ) -> Bool {
    ways.allSatisfy { way in
      let reached = graph.reach(from: way, without: candidate)
      if follow != .end, reached.contains(follow) { return false }
      return !reached.contains(.end) || endsWorkflow
    }
  }
}
