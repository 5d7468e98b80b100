/// An outage of the store: it cannot be reached, read or written.
public struct StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of trouble it is, for those who decide whether to try again.
  public enum Kind: String, Sendable {
    /// Passing trouble: busy, connection lost, time-out, disk full. Trying again may help.
    case unavailable
    /// Someone has to mend something first: no permission, bad token, not a database.
    case misconfigured
    /// The records were written by a newer version.
    case newerSchema
    /// The records contradict themselves.
    case corrupt
    /// A cursor points before what the store still keeps.
    case cursorExpired
  }

  public var kind: Kind
  /// One sentence that says what happened and what to do.
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  public var description: String { message }
}
