/// Which items or members of one value some keyword has looked at, by their indices.
struct Evaluated {
  private var hasAll = false
  private var indices: Set<Int> = []

  func contains(_ index: Int) -> Bool { hasAll || indices.contains(index) }

  mutating func insert(_ index: Int) { indices.insert(index) }

  mutating func insertAll() { hasAll = true }

  mutating func formUnion(_ other: Evaluated) {
    hasAll = hasAll || other.hasAll
    indices.formUnion(other.indices)
  }
}
