/// One search: follows every alternative of a program at once, so that each scalar of the text is
/// read once and no instruction is visited twice for it.
struct Simulation {
  private let program: Program
  /// Where alternatives wait for the next scalar.
  private var waiting: [Int] = []
  /// For every instruction the round in which it was last visited.
  private var visited: [Int]
  private var round = 0
  private var unexplored: [Int] = []

  init(_ program: Program) {
    self.program = program
    visited = Array(repeating: 0, count: program.instructions.count)
  }

  /// Whether a match exists; nil when `steps` ran out first.
  consuming func run(over text: String, steps: inout Int) -> Bool? {
    var scalars = text.unicodeScalars.makeIterator()
    var previous: Unicode.Scalar?
    var arrived: [Int] = []
    while true {
      let next = scalars.next()
      if previous == nil || !program.isAnchored { arrived.append(0) }
      if explore(from: arrived, after: previous, before: next, steps: &steps) { return true }
      guard steps >= 0 else { return nil }
      guard let next else { return false }
      arrived.removeAll(keepingCapacity: true)
      for place in waiting where consumes(next, at: place) { arrived.append(place + 1) }
      if arrived.isEmpty, program.isAnchored { return false }
      previous = next
    }
  }

  /// Follows everything that needs no scalar; true as soon as the match is reached.
  private mutating func explore(
    from places: [Int], after previous: Unicode.Scalar?, before next: Unicode.Scalar?,
    steps: inout Int
  ) -> Bool {
    round += 1
    waiting.removeAll(keepingCapacity: true)
    unexplored.append(contentsOf: places)
    while let place = unexplored.popLast() {
      guard visited[place] != round else { continue }
      visited[place] = round
      steps -= 1
      guard steps >= 0 else { return false }
      switch program.instructions[place] {
      case .scalar, .set: waiting.append(place)
      case .assertion(let assertion):
        if assertion.holds(after: previous, before: next) { unexplored.append(place + 1) }
      case .split(let first, let second):
        unexplored.append(second)
        unexplored.append(first)
      case .jump(let target): unexplored.append(target)
      case .match: return true
      }
    }
    return false
  }

  private func consumes(_ scalar: Unicode.Scalar, at place: Int) -> Bool {
    switch program.instructions[place] {
    case .scalar(let wanted): scalar == wanted
    case .set(let index): program.sets[index].contains(scalar)
    case .assertion, .split, .jump, .match: false
    }
  }
}
