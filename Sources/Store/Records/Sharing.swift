public import JSON
public import Time

/// Something sent to a workflow by another than its owner.
public struct InboxRecord: Sendable, Equatable {
  /// Unique in the store.
  public var id: String
  public var workflow: String
  public var at: Instant
  /// Opaque to the store.
  public var body: JSON

  public init(id: String, workflow: String, at: Instant, body: JSON) {
    self.id = id
    self.workflow = workflow
    self.at = at
    self.body = body
  }
}

/// An engine's word that it lives.
public struct LeaseRecord: Sendable, Equatable {
  /// The engine's id, new for each start.
  public var engine: String
  public var host: String
  public var process: Int
  public var startedAt: Instant
  /// Dead after this moment, unless it is renewed.
  public var expiresAt: Instant
  /// Whether the store knows that the engine is gone (or lives) without looking at a clock; nil
  /// where it cannot know. Given by the store.
  public var isGone: Bool?

  public init(
    engine: String, host: String, process: Int, startedAt: Instant, expiresAt: Instant,
    isGone: Bool? = nil
  ) {
    self.engine = engine
    self.host = host
    self.process = process
    self.startedAt = startedAt
    self.expiresAt = expiresAt
    self.isGone = isGone
  }
}
