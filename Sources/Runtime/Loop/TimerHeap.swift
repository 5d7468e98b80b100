import Time

/// Moments at which something may be due, earliest first.
struct TimerHeap<Subject: Sendable & Comparable>: Sendable {
  private var entries: [(at: Instant, subject: Subject)] = []

  var earliest: Instant? { entries.first?.at }

  mutating func add(_ subject: Subject, at moment: Instant) {
    entries.append((moment, subject))
    var child = entries.count - 1
    while child > 0, precedes(child, (child - 1) / 2) {
      entries.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the earliest subject that is due.
  mutating func takeDue(at now: Instant) -> Subject? {
    guard let first = entries.first, first.at <= now else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < entries.count && precedes(child, smallest) { smallest = child }
      guard smallest != parent else { return first.subject }
      entries.swapAt(parent, smallest)
      parent = smallest
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (entries[left].at, entries[left].subject) < (entries[right].at, entries[right].subject)
  }
}
