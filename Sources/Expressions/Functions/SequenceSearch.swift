/// Finds a sequence in another in linear time (Knuth, Morris and Pratt).
struct SequenceSearch<Element: Equatable> {
  private let wanted: [Element]
  /// For each length matched so far: the length to fall back to.
  private let fallback: [Int]

  init(_ wanted: some Sequence<Element>) {
    let wanted = Array(wanted)
    var fallback = [0]
    var length = 0
    for index in wanted.indices.dropFirst() {
      while length > 0, wanted[index] != wanted[length] { length = fallback[length - 1] }
      if wanted[index] == wanted[length] { length += 1 }
      fallback.append(length)
    }
    self.wanted = wanted
    self.fallback = fallback
  }

  /// The first place at or after `start`, or nil.
  func first(in text: [Element], from start: Int = 0) -> Int? {
    var found: Int?
    search(text, from: start) { place in
      found = place
      return false
    }
    return found
  }

  /// The last place at or before `limit`, or nil.
  func last(in text: [Element], upTo limit: Int) -> Int? {
    if wanted.isEmpty { return limit }
    var found: Int?
    search(text, from: 0) { place in
      guard place <= limit else { return false }
      found = place
      return true
    }
    return found
  }

  /// Places that do not overlap, at most `limit` of them.
  func all(in text: [Element], limit: Int = .max) -> [Int] {
    var places: [Int] = []
    search(text, from: 0) { place in
      guard places.count < limit else { return false }
      if let last = places.last, place < last + wanted.count { return true }
      places.append(place)
      return true
    }
    return places
  }

  /// Calls `visit` for each place in order, overlapping ones included, until it returns false.
  private func search(_ text: [Element], from start: Int, _ visit: (Int) -> Bool) {
    guard !wanted.isEmpty else {
      for place in start...text.count where !visit(place) { return }
      return
    }
    var length = 0
    for index in text.indices.dropFirst(start) {
      while length > 0, text[index] != wanted[length] { length = fallback[length - 1] }
      if text[index] == wanted[length] { length += 1 }
      if length == wanted.count {
        guard visit(index + 1 - length) else { return }
        length = fallback[length - 1]
      }
    }
  }
}
