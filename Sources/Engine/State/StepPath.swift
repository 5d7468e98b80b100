/// Names a step of a workflow: the keys that lead to it, such as `2`, or `2/draft/0` in a branch.
public struct StepPath: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let description: String

  public init(_ text: String) { description = text }

  /// A top-level step by its key.
  public init(key: Int) { description = String(key) }

  public static func < (left: StepPath, right: StepPath) -> Bool {
    left.description < right.description
  }
}

/// Names one attempt of one step in one generation of a workflow; its text is the `callId`.
public struct CallID: Sendable, Hashable, CustomStringConvertible {
  public var workflow: String
  public var generation: Int
  public var path: StepPath
  public var attempt: Int

  public init(workflow: String, generation: Int, path: StepPath, attempt: Int) {
    self.workflow = workflow
    self.generation = generation
    self.path = path
    self.attempt = attempt
  }

  /// `WORKFLOW:GENERATION:PATH:ATTEMPT`.
  public var description: String { "\(workflow):\(generation):\(path):\(attempt)" }

  /// Reads a `callId`; nil for a text that is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 4, let attempt = Int(parts[parts.count - 1]),
      let generation = Int(parts[parts.count - 3])
    else { return nil }
    self.init(
      workflow: parts.dropLast(3).joined(separator: ":"), generation: generation,
      path: StepPath(String(parts[parts.count - 2])), attempt: attempt)
  }
}
