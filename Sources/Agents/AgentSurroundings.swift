public import HTTP
public import Time

/// What agents have of the world around them; tests bring a world of their own.
public struct AgentSurroundings: Sendable {
  /// The value of a variable of the engine's environment.
  public var environment: @Sendable (String) -> String?
  public var http: HTTPClient
  public var now: @Sendable () -> Instant
  /// Waits; throws when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void
  /// Told of each process that was started, before it is given its input; what a recovery after a
  /// crash needs to end it.
  public var onSpawn: @Sendable (ChildIdentity) -> Void

  public init(
    environment: @escaping @Sendable (String) -> String?, http: HTTPClient = .shared,
    now: @escaping @Sendable () -> Instant,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    onSpawn: @escaping @Sendable (ChildIdentity) -> Void = { _ in }
  ) {
    self.environment = environment
    self.http = http
    self.now = now
    self.sleep = sleep
    self.onSpawn = onSpawn
  }
}
