public import JSON

/// A wait for a moment.
public enum SleepStep: Sendable, Equatable {
  /// A text that is a duration, when it has been evaluated.
  case duration(Template)
  /// A text that is an RFC 3339 date-time.
  case until(Template)
}

/// A wait for `workflow/signal`.
public struct SignalStep: Sendable, Equatable {
  public var signal: String
  public var schema: CheckedSchema?
  public var onTimeout: OnTimeout
}

/// A question to people.
public struct InputStep: Sendable, Equatable {
  public var prompt: Template
  public var schema: CheckedSchema?
  public var choices: [JSON]?
  public var onTimeout: OnTimeout
}

/// Another workflow as a step of this one.
public struct ChildStep: Sendable, Equatable {
  public var source: Source
  public var input: Template?
  /// Whether the step waits until it has ended.
  public var isAwaited: Bool

  /// What the child is made from.
  public enum Source: Sendable, Equatable {
    /// A template by its name.
    case template(String)
    case definition(JSON)
  }
}

/// What becomes of a wait that took too long.
public enum OnTimeout: String, Sendable, CaseIterable {
  case fail, `continue`
}
