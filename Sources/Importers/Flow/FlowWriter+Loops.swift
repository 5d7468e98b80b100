import JSON

/// What the last result of a turn has to carry out of it.
struct LoopCargo {
  /// Whether a turn changes the document, so that the next one needs the new one.
  var nextDocument = true
  /// Whether what follows the loop needs the document as the last turn left it.
  var lastDocument = true
  /// Whether there are several ways out of the loop.
  var exit = false
}

extension FlowWriter {
  /// Writes states that repeat as a `loop`. The last result of each turn says whether there is
  /// another one, and carries the document where the turn changed it.
  mutating func writeLoop(
    _ loop: FlowLoop, _ node: FlowNode, to follow: FlowTarget, _ document: StateDocument,
    into block: inout FlowBlock
  ) throws(ImportRefusal) -> FlowTarget {
    var cargo = LoopCargo(nextDocument: false, exit: node.targets.count > 1)
    let trial = try turn(of: loop, cargo, document).writer
    cargo.nextDocument = trial.turns.contains { $0.turn == .again && $0.document != document }
    cargo.lastDocument =
      cargo.nextDocument || trial.turns.contains { $0.turn != .again && $0.document != document }

    let title = language.title(of: loop.header)
    let name = language.journal.name("\(title) loop")
    if cargo.nextDocument {
      let start = language.journal.name("\(title) start")
      block.steps.append(
        StepText.value(start, ["state": CEL.template(document.expression)]))
    }
    let (writer, body) = try turn(of: loop, cargo, document)
    language = writer.language
    block.steps.append(loopStep(name, body))
    language.journal.note(
      "the jumps back became a loop of at most \(FlowLimits.turns) turns",
      at: language.place(of: loop.header))

    let result = CEL.result(of: name)
    if cargo.lastDocument { block.document = StateDocument("\(result).state") }
    guard let exit = node.targets.first, let left = block.document else {
      block.document = nil
      return follow
    }
    guard cargo.exit else { return exit }
    let conditions = node.targets.indices.dropLast().map { "\(result).exit == \($0)" }
    return try writeChoice(
      "\(title) exit", conditions, node.targets, to: follow, left, into: &block)
  }

  /// Writes one turn of a loop.
  private func turn(
    of loop: FlowLoop, _ cargo: LoopCargo, _ document: StateDocument
  ) throws(ImportRefusal) -> (writer: FlowWriter, body: FlowBlock) {
    var writer = try FlowWriter(loop.body, in: language, endsWorkflow: false)
    writer.cargo = cargo
    var start = FlowBlock(document: document)
    let title = language.title(of: loop.header)
    if cargo.nextDocument {
      let state = writer.language.journal.name("\(title) state")
      start.steps.append(StepText.value(state, "${previous.state}"))
      start.document = StateDocument(CEL.result(of: state))
    }
    var body = try writer.block(start.document ?? document)
    writer.materialize(&body, as: "\(title) turn")
    body.steps = start.steps + body.steps
    return (writer, body)
  }

  private func loopStep(_ name: String, _ body: FlowBlock) -> JSON.Object {
    let again = body.document.map { "\($0.expression).again" } ?? "true"
    return [
      "name": .string(name), "type": "loop", "until": .string("!\(again)"),
      "maxIterations": JSON(FlowLimits.turns), "steps": StepText.list(body.steps),
    ]
  }

  /// Writes the last result of a turn.
  mutating func writeTurn(
    _ turn: FlowTurn, _ document: StateDocument, into block: inout FlowBlock
  ) {
    turns.append((turn, document))
    var result: JSON.Object = ["again": .bool(turn == .again)]
    if case .leave(let index) = turn, cargo.exit { result["exit"] = JSON(index) }
    if turn == .again ? cargo.nextDocument : cargo.lastDocument {
      result["state"] = CEL.template(document.expression)
    }
    let name = language.journal.name(turn == .again ? "Again" : "Leave")
    block.steps.append(StepText.value(name, .object(result)))
    block.document = StateDocument(CEL.result(of: name))
  }
}
