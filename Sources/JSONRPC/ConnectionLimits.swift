/// How much one connection takes before it refuses, waits or drops.
public struct ConnectionLimits: Sendable, Hashable {
  /// Bytes of one incoming message; a longer one is skipped and refused.
  public var maxMessageBytes = 64 << 20
  /// Levels of arrays and objects in a message.
  public var maxDepth = 256
  /// Bytes of the headers before one message.
  public var maxHeaderBytes = 8 << 10
  /// Messages in one batch.
  public var maxBatchMessages = 100_000
  /// Requests being worked on, waiting ones aside.
  public var maxRequestsInFlight = 256
  /// Requests of the kind `waiting` being worked on.
  public var maxWaitingRequests = 10_000
  /// How long reading pauses for a request in flight to end before the next one is refused.
  ///
  /// So a script may send faster than it is served, and nobody waits for what is stuck: after a
  /// pause in vain the next are refused at once until a request has ended. Zero never pauses.
  public var patience: Duration = .seconds(1)
  /// Milliseconds after which a refused client is advised to try again.
  public var retryAfterMs = 100
  /// Bytes that may lie unread by the peer before reading stops.
  public var maxUnreadBytes = 64 << 20
  /// Unread bytes from which on ephemeral notifications are dropped.
  public var maxEphemeralBytes = 1 << 20

  public init() {}
}
