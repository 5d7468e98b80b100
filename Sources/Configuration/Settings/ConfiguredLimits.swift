/// How much the engine takes at once; the members of `limits:` by their names.
public struct ConfiguredLimits: Sendable, Equatable {
  /// Bytes of one message from the client.
  public var maxMessageBytes = Setting(64 << 20, from: .standard)
  /// Calls to agents under way; further ones queue.
  public var maxConcurrentCalls = Setting(256, from: .standard)
  /// Requests under way, waiting ones aside.
  public var maxRequestsInFlight = Setting(256, from: .standard)
  /// Requests that wait for something to happen, such as `workflow/wait`.
  public var maxWaitingRequests = Setting(10_000, from: .standard)

  public init() {}

  /// A member of `limits:`.
  struct Member: Sendable {
    let name: String
    let path: any WritableKeyPath<ConfiguredLimits, Setting<Int>> & Sendable
    /// The most it may be set to.
    let largest: Int
  }

  static let members = [
    Member(name: "maxMessageBytes", path: \.maxMessageBytes, largest: largestMessage),
    Member(name: "maxConcurrentCalls", path: \.maxConcurrentCalls, largest: 100_000),
    Member(name: "maxRequestsInFlight", path: \.maxRequestsInFlight, largest: 1_000_000),
    Member(name: "maxWaitingRequests", path: \.maxWaitingRequests, largest: 10_000_000),
  ]

  /// The most bytes that a message may ever have.
  static let largestMessage = 1 << 30
}
