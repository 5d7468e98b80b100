import Time

/// When a failed attempt is tried again.
public struct RetryPolicy: Sendable, Equatable {
  /// The first attempt counts.
  public var maxAttempts = 3
  public var backoff = Backoff.exponential
  public var initialInterval = Duration.seconds(1)
  public var multiplier = 2.0
  public var maxInterval = Duration.seconds(60)
  public var jitter = Jitter.full
  /// Only problems of these types are tried again; nil: all that are marked retryable.
  public var retryOn: [String]?
  /// Problems of these types are never tried again.
  public var nonRetryable: [String] = []

  /// How the interval grows.
  public enum Backoff: String, Sendable, CaseIterable {
    case constant, linear, exponential
  }

  /// Whether the interval is drawn between nothing and its length.
  public enum Jitter: String, Sendable, CaseIterable {
    case none, full
  }

  public init() {}

  /// Whether a problem is worth another attempt after `failures` failed ones.
  func allows(_ problem: Problem, after failures: Int) -> Bool {
    guard failures < maxAttempts, !nonRetryable.contains(problem.type) else { return false }
    guard let retryOn else { return problem.isRetryable }
    return retryOn.contains(problem.type)
  }

  /// The wait after `failures` failed attempts; `chance` lies in 0..<1.
  func interval(after failures: Int, chance: Double) -> Duration {
    let initial = Double(initialInterval.milliseconds)
    let grown =
      switch backoff {
      case .constant: initial
      case .linear: initial * Double(failures)
      case .exponential: initial * power(multiplier, failures - 1)
      }
    let bounded = min(grown, Double(maxInterval.milliseconds))
    return .milliseconds(Int64(jitter == .full ? bounded * chance : bounded))
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var product = 1.0
    for _ in 0..<min(exponent, 1024) where product < 1e15 { product *= base }
    return product
  }
}

/// How long a step may take; nil: as long as it needs.
public struct Timeouts: Sendable, Equatable {
  /// Of one attempt.
  public var attempt: Duration?
  /// Of all attempts with the waits between them.
  public var total: Duration?
  /// Without a sign of life from the agent.
  public var idle: Duration?

  public init(attempt: Duration? = nil, total: Duration? = nil, idle: Duration? = nil) {
    self.attempt = attempt
    self.total = total
    self.idle = idle
  }

  /// These, completed by others where nothing is said.
  func completed(by other: Timeouts) -> Timeouts {
    Timeouts(
      attempt: attempt ?? other.attempt, total: total ?? other.total, idle: idle ?? other.idle)
  }
}
