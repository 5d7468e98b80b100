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
