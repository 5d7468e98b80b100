/// At most `limit` calls in any time of the length `per`.
public struct RateLimit: Sendable, Equatable {
  public var limit: Int
  public var per: Duration

  public init(limit: Int, per: Duration) {
    self.limit = limit
    self.per = per
  }
}
