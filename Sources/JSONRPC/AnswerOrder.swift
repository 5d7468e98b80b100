/// Messages that are no answers, kept until the answers are there that had been promised before them.
struct AnswerOrder: Sendable {
  private var lastNumber = 0
  /// The promises that are open, in the order in which they were made.
  private var open: [Int] = []
  /// Each with the last promise before it.
  private var kept: [(message: [UInt8], behind: Int)] = []
  /// The bytes of what is kept.
  private(set) var bytes = 0

  mutating func begin() -> Int {
    lastNumber += 1
    open.append(lastNumber)
    return lastNumber
  }

  /// Keeps a message if it has to wait.
  mutating func keep(_ message: [UInt8]) -> Bool {
    guard !open.isEmpty else { return false }
    kept.append((message, behind: lastNumber))
    bytes += message.count
    return true
  }

  /// Ends a promise; returns what need not wait any more, in order.
  mutating func end(_ number: Int) -> [[UInt8]] {
    open.removeAll { $0 == number }
    guard let first = open.first else { return endAll() }
    let released = kept.prefix { $0.behind < first }.map(\.message)
    kept.removeFirst(released.count)
    bytes -= released.reduce(0) { $0 + $1.count }
    return released
  }

  /// Ends the waiting of everything, in order.
  mutating func endAll() -> [[UInt8]] {
    open = []
    bytes = 0
    defer { kept = [] }
    return kept.map(\.message)
  }
}
