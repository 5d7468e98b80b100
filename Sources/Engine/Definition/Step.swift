public import JSON
import Schema

/// One step of a definition.
public struct Step: Sendable, Equatable {
  /// The author's handle, unique in the definition.
  public var name: String?
  public var kind: StepKind
  public var retry: RetryPolicy?
  public var timeouts: Timeouts
  public var onInterrupted: Interruption?
  public var metadata: JSON?
  /// What few steps say; nil where this one says none of it.
  public var rules: StepRules?
  /// Its order among its siblings; steps added later may stand between.
  public var position: Int
  /// Names it among its siblings for ever, whatever is added before it.
  public var key: Int
  /// The JSON it was read from.
  public var source: JSON

  /// Whether the next step's `previous` is what this one brought.
  var hasResult: Bool {
    switch kind {
    case .sleep, .set: false
    case .agent, .parallel, .forEach, .choice, .loop, .signal, .input, .workflow, .fail, .succeed:
      true
    }
  }

  /// Whether it calls an agent.
  var isCall: Bool {
    if case .agent = kind { true } else { false }
  }

  /// Whether it is nothing but a call, which can begin as soon as its agent has a slot.
  var isPlainCall: Bool {
    isCall && rules?.condition == nil && rules?.concurrency == nil
  }
}

/// What few steps say; shared, because steps are handed around a lot.
public final class StepRules: Sendable, Equatable {
  /// The step is skipped where this is false.
  public let condition: Condition?
  /// In a `parallel` with `steps`: the siblings that come before.
  public let needs: [String]
  public let handlers: [ErrorHandler]
  /// Undoes the step when the workflow fails or is cancelled later.
  public let compensation: Step?
  public let concurrency: Concurrency?

  init(
    condition: Condition?, needs: [String], handlers: [ErrorHandler], compensation: Step?,
    concurrency: Concurrency?
  ) {
    self.condition = condition
    self.needs = needs
    self.handlers = handlers
    self.compensation = compensation
    self.concurrency = concurrency
  }

  public static func == (left: StepRules, right: StepRules) -> Bool {
    left === right
      || left.condition == right.condition && left.needs == right.needs
        && left.handlers == right.handlers && left.compensation == right.compensation
        && left.concurrency == right.concurrency
  }
}

/// What to do instead of failing.
public struct ErrorHandler: Sendable, Equatable {
  /// The types of problem it is for; nil: every one.
  public var match: [String]?
  public var remedy: Remedy

  public enum Remedy: Sendable, Equatable {
    case steps([Step])
    case result(Template)
    case skip
  }

  func handles(_ problem: Problem) -> Bool { match?.contains(problem.type) ?? true }
}

/// At most so many with the same key at once.
public struct Concurrency: Sendable, Equatable {
  public var key: Condition
  public var limit: Int
}

/// What a step does.
public indirect enum StepKind: Sendable, Equatable {
  case agent(AgentStep)
  case parallel(ParallelStep)
  case forEach(ForEachStep)
  case choice(ChoiceStep)
  case loop(LoopStep)
  case sleep(SleepStep)
  case signal(SignalStep)
  case input(InputStep)
  case workflow(ChildStep)
  case set([Assignment])
  case fail(message: Template?)
  case succeed(output: Template?)

  /// The word of definitions.
  public var type: String {
    switch self {
    case .agent: "agent"
    case .parallel: "parallel"
    case .forEach: "forEach"
    case .choice: "switch"
    case .loop: "loop"
    case .sleep: "sleep"
    case .signal: "signal"
    case .input: "input"
    case .workflow: "workflow"
    case .set: "set"
    case .fail: "fail"
    case .succeed: "succeed"
    }
  }
}

/// A step that calls an agent.
public struct AgentStep: Sendable, Equatable {
  public var agentId: String
  /// Nil: the result of the step before.
  public var input: Template?
  /// Where `input` stands in the event that brought the step, when it is stored there.
  public var inputOrigin: Value.Origin
  public var threadId: String?
  public var context: ContextScope
  public var outputSchema: CheckedSchema?

  /// How much of the workflow the agent is told.
  public enum ContextScope: String, Sendable, CaseIterable {
    case previous, all, none
  }
}

/// A schema that was found sound, and the JSON it was read from.
public struct CheckedSchema: Sendable, Equatable {
  public let source: JSON
  /// Nil where an older version took it unchecked.
  let schema: Schema?

  public static func == (left: CheckedSchema, right: CheckedSchema) -> Bool {
    left.source == right.source
  }

  /// What is wrong with a value, a sentence each.
  func violations(of value: JSON) -> [String] {
    schema?.validate(value).map(\.description) ?? []
  }
}

/// One variable and its new value.
public struct Assignment: Sendable, Equatable {
  public var variable: String
  public var value: Template
}

/// What to do with an attempt that was running when its engine died.
public enum Interruption: String, Sendable, CaseIterable {
  case retry, fail, ask
}
