import JSON

/// Someone who can do the work of steps, as this engine knows them.
public struct Agent: WireObject {
  public static let summary = "An agent this engine knows, or one that steps wait for."

  public var agentId = ""
  public var kind = ""
  public var description: String?
  public var maxConcurrency: Int?
  public var isAvailable = true
  public var running = 0
  public var waiting = 0

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("agentId", &agentId, "The name steps call it by.")
    visit.required(
      "kind", &kind,
      "`host`, `pull`, `command`, `chat`, `mcp`, `acp`, `http`, `echo`, `fail`, `delay`.")
    visit.optional("description", &description, "What it is good for.")
    visit.optional("maxConcurrency", &maxConcurrency, in: 1...Int.max, "Calls it takes at once.")
    visit.required("available", &isAvailable, "Whether it can be called now.")
    visit.required("running", &running, in: 0...Int.max, "Calls that run.")
    visit.required("waiting", &waiting, in: 0...Int.max, "Calls that wait for it.")
  }

  static let example: JSON = [
    "agentId": "research-agent", "kind": "host", "description": "Searches and reads.",
    "maxConcurrency": 4, "available": true, "running": 1, "waiting": 0,
  ]
}

/// A host's offer to do the work of steps.
public struct AgentRegistration: WireParams {
  public static let summary = "A host's offer, and its consent, to be called by `agent/run`."

  public var agentId = ""
  public var description: String?
  public var maxConcurrency: Int?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("agentId", &agentId, in: 1...Int.max, "The name steps call it by.")
    visit.optional("description", &description, "What it is good for.")
    visit.optional(
      "maxConcurrency", &maxConcurrency, in: 1...Int.max, "Calls it takes at once; else no limit.")
  }
}
