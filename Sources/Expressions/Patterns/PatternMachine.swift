/// Runs a program on a text, all its states at once.
struct PatternMachine {
  private let program: PatternProgram
  /// The states that wait for the next scalar.
  private var waiting: [Int] = []
  /// For each state the number of the position where it was last reached.
  private var reached: [Int]
  private var position = 0
  private var stack: [Int] = []
  /// Instructions visited and not yet paid for.
  private var visits = 0

  init(_ program: PatternProgram) {
    self.program = program
    reached = Array(repeating: -1, count: program.instructions.count)
  }

  mutating func matches(_ text: String, _ budget: inout Budget) throws(Failure) -> Bool {
    var scalars = text.unicodeScalars.makeIterator()
    var previous: Unicode.Scalar?
    var targets = [0]
    while true {
      let next = scalars.next()
      if closure(of: targets, after: previous, before: next) { return true }
      guard let scalar = next else { return false }
      targets.removeAll(keepingCapacity: true)
      if !program.isAnchored { targets.append(0) }
      for state in waiting where accepts(state, scalar) { targets.append(state + 1) }
      if targets.isEmpty { return false }
      if visits >= 256 {
        try budget.charge(visits / 16)
        visits = 0
      }
      previous = scalar
      position += 1
    }
  }

  /// Follows everything that consumes nothing from the targets, and keeps the states that wait.
  /// Returns whether the program has matched.
  private mutating func closure(
    of targets: [Int], after previous: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    waiting.removeAll(keepingCapacity: true)
    stack.append(contentsOf: targets)
    while let state = stack.popLast() {
      guard reached[state] != position else { continue }
      reached[state] = position
      visits += 1
      switch program.instructions[state] {
      case .scalar, .set: waiting.append(state)
      case .jump(let target): stack.append(target)
      case .split(let first, let second):
        stack.append(second)
        stack.append(first)
      case .assertion(let assertion):
        if assertion.holds(after: previous, before: next) { stack.append(state + 1) }
      case .match: return true
      }
    }
    return false
  }

  private func accepts(_ state: Int, _ scalar: Unicode.Scalar) -> Bool {
    switch program.instructions[state] {
    case .scalar(let wanted): wanted == scalar
    case .set(let number): program.sets[number].contains(scalar)
    case .assertion, .split, .jump, .match: false
    }
  }
}
