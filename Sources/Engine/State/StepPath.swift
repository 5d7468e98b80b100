/// Names a step of a workflow: the keys and lanes that lead to it.
///
/// A top-level step is its key, such as `2`. A step inside a container is the container's path, the
/// lane and the key in it: `2/0/1` is the second step of the first lane of step 2.
public struct StepPath: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let description: String

  public init(_ text: String) { description = text }

  /// A top-level step by its key.
  public init(key: Int) { description = String(key) }

  /// A step in a lane of this one.
  public func child(_ lane: LaneID, _ key: Int) -> StepPath {
    StepPath("\(description)/\(lane)/\(key)")
  }

  /// Whether it stands inside another step.
  public var isNested: Bool { description.utf8.contains(UInt8(ascii: "/")) }

  /// The top-level step that it is or stands in.
  public var top: StepPath {
    description.firstIndex(of: "/").map { StepPath(String(description[..<$0])) } ?? self
  }

  /// The step it stands in, the lane there and its key in the lane; nil for a top-level step.
  public var parent: (path: StepPath, lane: LaneID, key: Int)? {
    let parts = description.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, let key = Int(parts[parts.count - 1]),
      let lane = LaneID(parts[parts.count - 2])
    else { return nil }
    let length = parts[parts.count - 1].utf8.count + parts[parts.count - 2].utf8.count + 2
    return (StepPath(String(description.dropLast(length))), lane, key)
  }

  /// Whether it stands somewhere inside the other.
  public func isBelow(_ other: StepPath) -> Bool {
    description.utf8.count > other.description.utf8.count
      && description.utf8.starts(with: other.description.utf8)
      && description.utf8.dropFirst(other.description.utf8.count).first == UInt8(ascii: "/")
  }

  public static func < (left: StepPath, right: StepPath) -> Bool {
    left.description < right.description
  }
}

/// Names a sequence of steps within a step: a branch, an iteration, the steps that handle its error.
public struct LaneID: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var role: Role
  public var index: Int
  /// How often the step was begun anew before, by its `retry`.
  public var round: Int

  /// What the steps of a lane are for.
  public enum Role: String, Sendable {
    /// A branch, an item, a case, an iteration.
    case main = ""
    /// What is done about an error.
    case handler = "h"
    /// What undoes the step.
    case undo = "c"
  }

  public init(_ role: Role, _ index: Int = 0, round: Int = 0) {
    self.role = role
    self.index = index
    self.round = round
  }

  /// `17`, `h0`, `c0`, and `17~1` in the second round.
  public var description: String {
    round == 0 ? "\(role.rawValue)\(index)" : "\(role.rawValue)\(index)~\(round)"
  }

  init?(_ text: Substring) {
    let parts = text.split(separator: "~", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2 else { return nil }
    let role = first.first.flatMap { Role(rawValue: String($0)) } ?? .main
    guard let index = Int(role == .main ? first : first.dropFirst()),
      let round = parts.count == 2 ? Int(parts[1]) : 0
    else { return nil }
    self.init(role, index, round: round)
  }

  public static func < (left: LaneID, right: LaneID) -> Bool {
    (left.role.rawValue, left.round, left.index) < (right.role.rawValue, right.round, right.index)
  }
}
