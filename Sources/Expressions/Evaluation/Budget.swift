/// The work an evaluation may still do, in units; see `ExpressionLimits.cost`.
struct Budget {
  private(set) var remaining: Int
  private let limit: Int

  init(limit: Int) {
    remaining = limit
    self.limit = limit
  }

  /// The units for so many bytes of text built or scanned.
  static func cost(bytes: Int) -> Int { bytes / 16 }

  @inline(__always)
  mutating func charge(_ units: Int) throws(Failure) {
    remaining -= units
    if remaining < 0 { throw exceeded }
  }

  mutating func charge(bytes: Int) throws(Failure) {
    try charge(1 + Self.cost(bytes: bytes))
  }

  /// What is thrown when nothing remains.
  var exceeded: Failure {
    Failure(
      .limitExceeded,
      "evaluating takes more than \(limit) units of work; ask for less, or for smaller data")
  }
}
