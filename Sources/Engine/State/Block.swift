public import JSON

/// The lanes of a step that other steps stand in, while it is open and as long as its inner results
/// can be named.
public struct Block: Sendable, Equatable {
  public internal(set) var role: LaneID.Role
  /// Counts how often the step was begun anew.
  public internal(set) var round: Int
  /// What stood before the step: what a lane begins with.
  package var before: Value?
  /// The items of a `forEach`.
  public package(set) var items: [JSON] = []
  /// The error that is handled.
  var error: Problem?
  /// The lanes that have begun and are not forgotten, by index.
  public package(set) var lanes: [Int: Lane] = [:]
  /// How many lanes there are in all, and the next to begin where they begin in order.
  package var count: Int
  package var next = 0
  /// Lanes that wait for others, by index; the number of those that have not ended.
  var missing: [Int: Int] = [:]
  /// Lanes that can begin and wait for room; the last comes first.
  package var ready: [Int] = []
  /// How many lanes may be under way at once.
  package var limit: Int
  public internal(set) var running = 0
  /// The results of lanes that completed.
  package var results: [Int: Value] = [:]
  var problems: [Int: Problem] = [:]
  /// The first lane that failed.
  var firstFailure: Int?
  /// Lanes that ended without being completed or failed.
  var skipped = 0
  /// The lane in which something is done anew, which begins first.
  var preferred: Int?

  /// How many lanes have ended, in whatever way.
  var ended: Int { results.count + problems.count + skipped }

  /// A sequence of steps on its way.
  public struct Lane: Sendable, Equatable {
    /// The index of the step whose turn it is.
    public package(set) var current = 0
    /// What its first step received.
    package var first: Value?
    /// What the next step receives.
    package var previous: Value?
    public package(set) var isOver = false

    package init(first: Value?) {
      self.first = first
      previous = first
    }
  }
}

/// What expressions are told of where they stand, for a step that has left the state.
struct Bindings: Sendable, Equatable {
  var values: [String: JSON] = [:]
}

/// A step that completed and can be undone.
struct Undoable: Sendable, Equatable {
  var path: StepPath
  var result: Value?
  var bindings: Bindings
}

/// What a workflow comes to when everything is undone.
public enum Ending: Sendable, Equatable {
  case failed(Problem)
  case cancelled(reason: String?)
}
