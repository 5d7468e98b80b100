public import JSON
public import Time

/// A workflow's row: the seed's columns, what engines need to share it, and the rest for readers.
public struct WorkflowRecord: Sendable, Equatable {
  public var id: String
  public var name: String
  public var workflowDescription: String?
  public var currentStepIndex: Int
  public var status: String
  public var metadata: JSON?
  public var createdAt: Instant
  public var updatedAt: Instant

  /// The `seq` of its last event.
  public var version: Int
  /// The idempotency key it was created with; unique.
  public var key: String?
  /// Engines adopt workflows of their own scope only.
  public var scope: String
  /// The engine that moves it, or nil while it is parked or finished.
  public var owner: String?
  /// Raised by each take-over; a commit with an older fence is refused.
  public var fence: Int
  /// When it needs an engine although nothing happened; nil: never by itself.
  public var due: Instant?
  /// Agents whose presence would let it go on.
  public var wants: [String]
  /// The higher, the earlier it is adopted; 0–9.
  public var priority: Int
  /// The other members a reader of the workflow sees; opaque to the store.
  public var detail: JSON

  public init(
    id: String, name: String, workflowDescription: String? = nil, currentStepIndex: Int = 0,
    status: String, metadata: JSON? = nil, createdAt: Instant, updatedAt: Instant, version: Int,
    key: String? = nil, scope: String = "", owner: String? = nil, fence: Int = 0,
    due: Instant? = nil, wants: [String] = [], priority: Int = 0, detail: JSON = [:]
  ) {
    self.id = id
    self.name = name
    self.workflowDescription = workflowDescription
    self.currentStepIndex = currentStepIndex
    self.status = status
    self.metadata = metadata
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.version = version
    self.key = key
    self.scope = scope
    self.owner = owner
    self.fence = fence
    self.due = due
    self.wants = wants
    self.priority = priority
    self.detail = detail
  }
}
