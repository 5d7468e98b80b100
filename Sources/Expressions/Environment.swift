/// What an expression can see: the values of names, and the time.
public struct Environment {
  let now: Int64?
  let lookup: (String) -> Value?

  /// An environment that asks `lookup` for the value of each name as it is read.
  ///
  /// Names may have dots: `a.b` is asked for where `a` is unknown. `now` is what `now()` returns, in
  /// milliseconds since 1970-01-01T00:00:00Z; without it the function is an error.
  public init(now: Int64? = nil, lookup: @escaping (String) -> Value?) {
    self.now = now
    self.lookup = lookup
  }

  /// An environment of known values; see `init(now:lookup:)`.
  public init(now: Int64? = nil, _ values: [String: Value] = [:]) {
    self.init(now: now) { values[$0] }
  }
}
