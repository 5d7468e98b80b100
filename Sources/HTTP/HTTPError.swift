/// Why a request got no whole answer. A status such as 500 is an answer, not an error.
public struct HTTPError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What callers tell apart.
  public enum Kind: Sendable, Hashable {
    /// libcurl is not installed.
    case unavailable
    /// The address is no `http` or `https` address, or a header is malformed.
    case badURL
    /// The host's name is unknown.
    case resolve
    /// No connection came about: the request was not sent.
    case connect
    /// The secure connection could not be made: the request was not sent.
    case tls
    /// A time limit of the request passed.
    case timeout
    /// The connection ended before the whole answer came, or any of it.
    case truncated
    /// The answer is larger than the request allows.
    case tooLarge
    /// The task that asked was cancelled.
    case cancelled
    case other
  }

  public var kind: Kind
  /// One sentence for people; it never holds headers or credentials.
  public var message: String

  public var description: String { message }

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  static let cancelled = HTTPError(.cancelled, "the request was cancelled")
}
