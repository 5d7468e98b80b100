import Store

/// Who has the places under one limit of the simulated store, and who waits for one.
struct SimulatedPlaces {
  private(set) var holders: Set<String> = []
  private(set) var waiting: [(holder: String, limit: Int)] = []

  /// Whether somebody in the queue could have a place now.
  var hasRoom: Bool {
    waiting.enumerated().contains { ahead, wish in holders.count + ahead < wish.limit }
  }

  /// Takes a place for the holder if it is its turn; otherwise it stands in the queue.
  mutating func claim(_ holder: String, limit: Int) -> Bool {
    if holders.contains(holder) { return true }
    let ahead = waiting.firstIndex { $0.holder == holder }
    guard holders.count + (ahead ?? waiting.count) < limit else {
      if ahead == nil { waiting.append((holder, limit)) }
      return false
    }
    waiting.removeAll { $0.holder == holder }
    holders.insert(holder)
    return true
  }

  mutating func release(_ holder: String) {
    holders.remove(holder)
    waiting.removeAll { $0.holder == holder }
  }

  var record: ClaimRecord {
    ClaimRecord(
      held: holders.count, holders: holders.sorted(), waiting: waiting.map(\.holder))
  }
}
