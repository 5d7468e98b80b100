/// The instructions of a nondeterministic machine.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    case scalar(Unicode.Scalar)
    /// One of the scalars of a set, by its number.
    case set(Int)
    case assertion(PatternAssertion)
    /// Goes on at both places.
    case split(Int, Int)
    case jump(Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []

  init(_ node: PatternNode) throws(Failure) {
    guard Self.size(of: node) <= ExpressionLimits.patternInstructions else {
      throw Failure(
        .limitExceeded, "the pattern is too large; shorten it, or repeat less than it does")
    }
    emit(node)
    instructions.append(.match)
  }

  /// Whether it can match at the start of the text only.
  var isAnchored: Bool {
    if case .assertion(.textStart) = instructions[0] { true } else { false }
  }

  /// The number of instructions a node becomes, or slightly more; never 0, so that repeating nothing
  /// is bounded too. It saturates.
  private static func size(of node: PatternNode) -> Int {
    let bound = ExpressionLimits.patternInstructions + 1
    switch node {
    case .empty, .scalar, .set, .assertion: return 1
    case .sequence(let nodes): return nodes.reduce(1) { min(bound, $0 + size(of: $1)) }
    case .choice(let nodes): return nodes.reduce(1) { min(bound, $0 + size(of: $1) + 2) }
    case .repetition(let node, let least, let most):
      return min(bound, (size(of: node) + 1) * max(1, most ?? (least + 1)) + 1)
    }
  }

  private mutating func emit(_ node: PatternNode) {
    switch node {
    case .empty: break
    case .scalar(let scalar): instructions.append(.scalar(scalar))
    case .set(let set):
      instructions.append(.set(sets.count))
      sets.append(set)
    case .assertion(let assertion): instructions.append(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { emit(node) }
    case .choice(let nodes): emit(choice: nodes)
    case .repetition(let node, let least, let most): emit(repetition: node, least, most)
    }
  }

  private mutating func emit(choice nodes: [PatternNode]) {
    var jumps: [Int] = []
    for node in nodes.dropLast() {
      let split = instructions.count
      instructions.append(.jump(0))
      emit(node)
      jumps.append(instructions.count)
      instructions.append(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = nodes.last { emit(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emit(repetition node: PatternNode, _ least: Int, _ most: Int?) {
    for _ in 0..<max(0, most == nil ? least - 1 : least) { emit(node) }
    guard let most else {
      emit(loop: node, atLeastOnce: least > 0)
      return
    }
    var splits: [Int] = []
    for _ in least..<most {
      splits.append(instructions.count)
      instructions.append(.jump(0))
      emit(node)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }

  private mutating func emit(loop node: PatternNode, atLeastOnce: Bool) {
    let start = instructions.count
    if atLeastOnce {
      emit(node)
      instructions.append(.split(start, instructions.count + 1))
    } else {
      instructions.append(.jump(0))
      emit(node)
      instructions.append(.jump(start))
      instructions[start] = .split(start + 1, instructions.count)
    }
  }
}
