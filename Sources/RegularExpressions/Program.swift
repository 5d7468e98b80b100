/// A compiled pattern: instructions for a nondeterministic automaton (Russ Cox, "Regular Expression
/// Matching: the Virtual Machine Approach").
struct Program: Sendable {
  enum Instruction: Sendable {
    case scalar(Unicode.Scalar)
    case set(Int)
    case assertion(Assertion)
    /// Goes on at both places.
    case split(Int, Int)
    case jump(Int)
    case match
  }

  static let maxInstructions = 20_000

  private(set) var instructions: [Instruction] = []
  let sets: [ScalarSet]

  init(_ node: Node, sets: [ScalarSet]) throws(RegularExpressionError) {
    self.sets = sets
    try compile(node)
    try emit(.match)
  }

  /// Whether a match can only begin where the text begins.
  var isAnchored: Bool {
    if case .assertion(.textStart) = instructions[0] { true } else { false }
  }

  private mutating func compile(_ node: Node) throws(RegularExpressionError) {
    switch node {
    case .scalar(let scalar): try emit(.scalar(scalar))
    case .set(let index): try emit(.set(index))
    case .assertion(let assertion): try emit(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .choice(let nodes): try compile(choice: nodes[...])
    case .repetition(let node, let minimum, let maximum):
      try compile(node, minimum: minimum, maximum: maximum)
    }
  }

  private mutating func compile(choice nodes: ArraySlice<Node>) throws(RegularExpressionError) {
    var jumps: [Int] = []
    for node in nodes.dropLast() {
      let split = instructions.count
      try emit(.split(split + 1, 0))
      try compile(node)
      jumps.append(instructions.count)
      try emit(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = nodes.last { try compile(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func compile(
    _ node: Node, minimum: Int, maximum: Int?
  ) throws(RegularExpressionError) {
    for _ in 0..<minimum {
      let before = instructions.count
      try compile(node)
      if instructions.count == before { return }  // nothing, however often, is nothing
    }
    guard let maximum else { return try compile(anyNumberOf: node) }
    var splits: [Int] = []
    for _ in minimum..<maximum {
      splits.append(instructions.count)
      try emit(.split(instructions.count + 1, 0))
      try compile(node)
      if splits.last == instructions.count - 1 { break }
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }

  private mutating func compile(anyNumberOf node: Node) throws(RegularExpressionError) {
    let split = instructions.count
    try emit(.split(split + 1, 0))
    try compile(node)
    try emit(.jump(split))
    instructions[split] = .split(split + 1, instructions.count)
  }

  private mutating func emit(_ instruction: Instruction) throws(RegularExpressionError) {
    guard instructions.count < Self.maxInstructions else {
      throw RegularExpressionError(
        kind: .tooLarge,
        message: "the pattern needs more than \(Self.maxInstructions) instructions; "
          + "use smaller repetition counts",
        offset: 0)
    }
    instructions.append(instruction)
  }
}
