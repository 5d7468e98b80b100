public import JSON
public import Time

/// Which workflows to list.
public struct WorkflowQuery: Sendable, Equatable {
  public var status: String?
  /// Members that a workflow's metadata must have with equal values.
  public var metadata: JSON.Object?
  /// A part of the name; case of ASCII letters does not count.
  public var nameContains: String?
  public var offset: Int
  public var limit: Int
  /// Only what comes after this place in the order.
  public var after: (updatedAt: Instant, id: String)?

  public init(
    status: String? = nil, metadata: JSON.Object? = nil, nameContains: String? = nil,
    offset: Int = 0, limit: Int = 10, after: (updatedAt: Instant, id: String)? = nil
  ) {
    self.status = status
    self.metadata = metadata
    self.nameContains = nameContains
    self.offset = offset
    self.limit = limit
    self.after = after
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.status == right.status && left.metadata == right.metadata
      && left.nameContains == right.nameContains && left.offset == right.offset
      && left.limit == right.limit && left.after?.id == right.after?.id
      && left.after?.updatedAt == right.after?.updatedAt
  }
}

extension WorkflowQuery {
  /// Whether a workflow's metadata has all the members asked for, with equal values.
  public func admits(metadata candidate: JSON?) -> Bool {
    guard let metadata else { return true }
    guard let members = candidate?.objectValue else { return false }
    return metadata.allSatisfy { members[$0.key] == $0.value }
  }
}

/// Which events to read.
public struct EventQuery: Sendable, Equatable {
  /// One workflow, or nil for all.
  public var workflow: String?
  /// Only events with a greater cursor.
  public var afterCursor: Int64
  /// Only events with a greater `seq`; for one workflow.
  public var afterSeq: Int
  /// Only these types; nil for all.
  public var types: [String]?
  public var limit: Int

  public init(
    workflow: String? = nil, afterCursor: Int64 = 0, afterSeq: Int = 0, types: [String]? = nil,
    limit: Int
  ) {
    self.workflow = workflow
    self.afterCursor = afterCursor
    self.afterSeq = afterSeq
    self.types = types
    self.limit = limit
  }
}

/// Which workflows an engine could take.
///
/// A workflow is adoptable when it is in scope, has no owner or one of `deadEngines`, and is due,
/// wants one of the agents, or has something in its inbox. One whose owner is dead is adoptable even
/// when nothing is due.
public struct AdoptionQuery: Sendable, Equatable {
  /// The scope to adopt from; nil for every scope.
  public var scope: String?
  /// Agents the engine can serve.
  public var agents: [String]
  public var deadEngines: [String]
  public var now: Instant
  public var limit: Int

  public init(
    scope: String?, agents: [String], deadEngines: [String], now: Instant, limit: Int
  ) {
    self.scope = scope
    self.agents = agents
    self.deadEngines = deadEngines
    self.now = now
    self.limit = limit
  }
}
