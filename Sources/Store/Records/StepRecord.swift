public import JSON
public import Time

/// A step's row: the seed's columns and the rest for readers.
public struct StepRecord: Sendable, Equatable {
  public var id: String
  public var workflow: String
  /// The container's step id; nil for a top-level step.
  public var parent: String?
  /// The order among the children of one parent, and of the top-level steps; unique there.
  public var position: Int
  public var name: String?
  public var agent: String?
  public var input: Payload?
  public var thread: String?
  public var status: String
  public var result: Payload?
  public var error: String?
  public var metadata: JSON?
  public var createdAt: Instant
  public var updatedAt: Instant
  /// The other members a reader of the step sees; opaque to the store.
  public var detail: JSON

  public init(
    id: String, workflow: String, parent: String? = nil, position: Int, name: String? = nil,
    agent: String? = nil, input: Payload? = nil, thread: String? = nil, status: String,
    result: Payload? = nil, error: String? = nil, metadata: JSON? = nil, createdAt: Instant,
    updatedAt: Instant, detail: JSON = [:]
  ) {
    self.id = id
    self.workflow = workflow
    self.parent = parent
    self.position = position
    self.name = name
    self.agent = agent
    self.input = input
    self.thread = thread
    self.status = status
    self.result = result
    self.error = error
    self.metadata = metadata
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.detail = detail
  }
}
