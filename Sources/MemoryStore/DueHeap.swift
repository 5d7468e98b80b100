import Time

/// Workflows in a binary heap by the moment they fall due: the earliest is at hand, and each can be
/// removed without a search.
struct DueHeap {
  private var items: [(id: String, at: Instant)] = []
  private var places: [String: Int] = [:]

  var isEmpty: Bool { items.isEmpty }
  var earliest: Instant? { items.first?.at }

  mutating func insert(_ id: String, _ instant: Instant) {
    remove(id)
    items.append((id, instant))
    places[id] = items.count - 1
    rise(from: items.count - 1)
  }

  mutating func remove(_ id: String) {
    guard let place = places.removeValue(forKey: id) else { return }
    let last = items.removeLast()
    guard place < items.count else { return }
    items[place] = last
    places[last.id] = place
    rise(from: place)
    sink(from: place)
  }

  /// All that are due at `now`, in no order; what is not due is not looked at.
  func due(at now: Instant) -> [String] {
    var found: [String] = []
    var open = [0]
    while let place = open.popLast() {
      guard place < items.count, items[place].at <= now else { continue }
      found.append(items[place].id)
      open += [2 * place + 1, 2 * place + 2]
    }
    return found
  }

  private mutating func rise(from start: Int) {
    var place = start
    while place > 0, items[place].at < items[(place - 1) / 2].at {
      swap(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink(from start: Int) {
    var place = start
    while true {
      let children = [2 * place + 1, 2 * place + 2].filter { $0 < items.count }
      guard let least = children.min(by: { items[$0].at < items[$1].at }),
        items[least].at < items[place].at
      else { return }
      swap(place, least)
      place = least
    }
  }

  private mutating func swap(_ left: Int, _ right: Int) {
    items.swapAt(left, right)
    places[items[left].id] = left
    places[items[right].id] = right
  }
}
