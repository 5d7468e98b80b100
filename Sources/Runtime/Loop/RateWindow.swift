import Agents
import Time

/// The calls that began lately, so that no more begin than an agent allows in any time of a length.
struct RateWindow: Sendable {
  private let rate: RateLimit
  private var starts: [Instant] = []

  init(_ rate: RateLimit) { self.rate = rate }

  /// How many more calls may begin.
  var room: Int { max(0, rate.limit - starts.count) }

  /// When there is room for another call; nil: there is now.
  var reopening: Instant? { room > 0 ? nil : starts.first.map { $0 + rate.per } }

  mutating func began(at now: Instant) { starts.append(now) }

  /// Forgets what lies too far back to count.
  mutating func slide(to now: Instant) {
    starts.removeFirst(starts.prefix { $0 + rate.per <= now }.count)
  }
}
