import Time

/// What is going to happen, earliest first; what was planned first comes first at the same moment.
struct Agenda<Happening> {
  private var entries: [(at: Instant, number: Int, happening: Happening)] = []
  private var number = 0

  var isEmpty: Bool { entries.isEmpty }

  mutating func add(_ happening: Happening, at moment: Instant) {
    number += 1
    entries.append((moment, number, happening))
    var child = entries.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func next() -> (at: Instant, happening: Happening)? {
    guard !entries.isEmpty else { return nil }
    entries.swapAt(0, entries.count - 1)
    let first = entries.removeLast()
    var parent = 0
    while true {
      var earliest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && precedes(child, earliest) { earliest = child }
      guard earliest != parent else { return (first.at, first.happening) }
      entries.swapAt(parent, earliest)
      parent = earliest
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (entries[left].at, entries[left].number) < (entries[right].at, entries[right].number)
  }
}
