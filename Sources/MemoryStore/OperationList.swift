/// The last operations that no workflow's row remembers.
struct OperationList {
  private static let capacity = 10_000
  private var known: Set<String> = []
  private var order: [String] = []
  private var oldest = 0

  func contains(_ operation: String) -> Bool { known.contains(operation) }

  mutating func append(_ operation: String) {
    guard known.insert(operation).inserted else { return }
    guard order.count == Self.capacity else { return order.append(operation) }
    known.remove(order[oldest])
    order[oldest] = operation
    oldest = (oldest + 1) % Self.capacity
  }
}
