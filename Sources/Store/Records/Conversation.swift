public import JSON
public import Time

/// A conversation's row.
public struct ThreadRecord: Sendable, Equatable {
  public var id: String
  /// The workflow that opened it and takes it along when it is deleted, or nil.
  public var workflow: String?
  public var title: String?
  public var metadata: JSON?
  public var createdAt: Instant
  public var updatedAt: Instant

  public init(
    id: String, workflow: String? = nil, title: String? = nil, metadata: JSON? = nil,
    createdAt: Instant, updatedAt: Instant
  ) {
    self.id = id
    self.workflow = workflow
    self.title = title
    self.metadata = metadata
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// A message's row.
public struct MessageRecord: Sendable, Equatable {
  /// Unique within the thread.
  public var id: String
  public var thread: String
  /// From 1, growing within the thread; given by the store. 0 in a commit.
  public var position: Int
  /// `user`, `assistant`, `system` or `tool`.
  public var role: String
  /// Text or content blocks, here or in an event of `workflow`.
  public var content: Payload
  /// The workflow whose step said it, or nil.
  public var workflow: String?
  public var step: String?
  public var metadata: JSON?
  public var createdAt: Instant

  public init(
    id: String, thread: String, position: Int = 0, role: String, content: Payload,
    workflow: String? = nil, step: String? = nil, metadata: JSON? = nil, createdAt: Instant
  ) {
    self.id = id
    self.thread = thread
    self.position = position
    self.role = role
    self.content = content
    self.workflow = workflow
    self.step = step
    self.metadata = metadata
    self.createdAt = createdAt
  }
}
