public import JSON

/// How long a request waits for its workflow.
public struct Wait: WireParams {
  public static let summary = "How long a request waits; a timeout is no error: read `status`."

  public var until = WaitUntil.finished
  public var timeoutMs: Int?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.defaulted("until", &until, "What to wait for.")
    visit.optional(
      "timeoutMs", &timeoutMs, in: 0...Int.max, "Answer after this time in any case.")
  }
}

/// What is waited for.
public enum WaitUntil: String, WireEnum {
  public static let summary = """
    `finished`: completed, failed or cancelled. `blocked`: finished, paused, or running with \
    nothing runnable and nothing due, so that a client, a person or an absent agent would have to \
    move it.
    """

  case finished, blocked
}

/// Whether a request waits: `true`, `false` or an object that says how.
public enum WaitChoice: WireValue {
  case no
  case yes(Wait)

  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    switch json {
    case .bool(let waits): self = waits ? .yes(Wait()) : .no
    case .object: self = .yes(try Wait(json: json, strictness))
    case .null, .int, .double, .number, .string, .array:
      throw Misfit(expected: "true or an object", found: json)
    }
  }

  public var json: JSON {
    switch self {
    case .no: false
    case .yes(let wait): wait.json
    }
  }

  public static func schema(in catalog: inout Catalog) -> JSON {
    ["anyOf": [["type": "boolean"], Wait.schema(in: &catalog)]]
  }
}
