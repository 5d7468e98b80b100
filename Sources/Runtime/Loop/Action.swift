public import Engine
public import JSON
public import Store
public import Time

/// What the loop wants its surroundings to do, in order.
public enum Action: Sendable {
  case start(CallStart)
  case stop(CallID)
  /// There is to be a child workflow, and its end is to be told.
  case tend(ChildOrder)
  /// Nobody waits for a child any more: it is to be cancelled. What it used is to be told to the
  /// workflow of whose budget it had a slice.
  case abandon(child: String, heir: String?)
  case reply(token: Int, CommandReply)
  /// The request lies in another engine's inbox: it is recorded, and what came after it need not wait.
  case handedOver(token: Int)
  /// Answer with the workflow as the store has it: another engine did what was asked for.
  case recall(token: Int, workflow: String)
  case publish([PublishedEvent])
  /// Tell what is not kept.
  case tell(EphemeralEvent)
  /// A workflow was committed; comes after its events.
  case changed(workflow: String, Standing)
}

/// How a workflow stands for somebody who waits for it.
public enum Standing: Sendable {
  /// It goes on by itself.
  case moving
  /// Only a client, a person or an absent agent can move it.
  case blocked
  case finished
}

/// What the loop waits for.
public enum Work: Sendable {
  case load([String])
  /// Look for letters to this engine's workflows, and for the answers to its own.
  /// Also how the places under these keys stand, which steps of this engine wait for.
  case collect([Ask], places: [String])
  case commit([Commit])
}

/// The answer to a request.
public enum CommandReply: Sendable {
  case workflow(WorkflowSnapshot)
  /// A write, or the deletion of a workflow, is durable.
  case done
  case refused(Refusal)
}

/// Why a request was not carried out.
public enum Refusal: Error, Sendable, Equatable {
  case rejected(Rejection, workflow: String)
  /// A record is not as expected: the id, key or thread exists or is missing.
  case conflict
  case missing
  case ownedElsewhere(engine: String)
  case store(StoreError)
  /// The engine is stopping.
  case stopping
}

/// An agent call that is to begin.
public struct CallStart: Sendable, Equatable {
  public var call: CallID
  public var workflowName: String
  public var stepId: String
  public var stepName: String?
  public var agentId: String
  public var input: JSON
  public var threadId: String
  /// Whether the thread may hold more than this call's input.
  public var hasHistory: Bool
  public var context: JSON
  public var idempotencyKey: String
  public var deadline: Instant?
  public var outputSchema: JSON?
}

/// A child workflow that a step wants.
public struct ChildOrder: Sendable, Equatable {
  public var id: String
  public var parent: Creation.Parent
  public var source: ChildStep.Source
  public var input: JSON
  /// Whether the step says what its input is.
  public var isInputGiven: Bool
  /// What it may use of its parent's budget.
  public var slice: Budget?
  /// Whether the step waits until it has ended.
  public var isAwaited: Bool
}

/// A workflow and its top-level steps as readers see them, payloads included.
public struct WorkflowSnapshot: Sendable, Equatable {
  public var record: WorkflowRecord
  public var steps: [StepSnapshot]
  /// Whether the store knows of steps inside of others that are missing here.
  public var isPartial = false

  public init(record: WorkflowRecord, steps: [StepSnapshot]) {
    self.record = record
    self.steps = steps
  }
}

/// A step as readers see it, payloads included.
public struct StepSnapshot: Sendable, Equatable {
  public var record: StepRecord
  public var input: JSON?
  public var result: JSON?
  /// Steps shown inside of one, and inside of all in one answer.
  static let mostOfOne = 100
  static let mostChildren = 1000

  /// The first steps inside of it, as far as they were asked for, and how many there are.
  public var children: [StepSnapshot] = []
  public var childCount: Int?

  public init(record: StepRecord, input: JSON?, result: JSON?) {
    self.record = record
    self.input = input
    self.result = result
  }
}

/// A durable event, with the values of what it refers to.
public struct PublishedEvent: Sendable, Equatable {
  public var record: EventRecord
  /// Members of the data that are stored elsewhere.
  public var values: [String: JSON]

  public init(record: EventRecord, values: [String: JSON]) {
    self.record = record
    self.values = values
  }

  /// The data with every value in its place.
  public var data: JSON {
    record.data.resolving(values)
  }
}

extension JSON {
  /// The object with values in the place of its members `…From`, which refer to where they are
  /// stored.
  func resolving(_ values: [String: JSON?]) -> JSON {
    guard let stored = objectValue, !values.isEmpty else { return self }
    return .object(
      Object(
        members: stored.members.map { member in
          guard member.key.hasSuffix("From"),
            let value = values[String(member.key.dropLast(4))] ?? nil
          else { return member }
          return .init(key: String(member.key.dropLast(4)), value: value)
        }))
  }
}

extension Event {
  /// The values that its stored data only refers to.
  var values: [String: JSON] {
    switch self {
    case .completed(let output?): ["output": output.json]
    case .stepStarted(_, let start): ["input": start.input.json]
    case .messageAppended(_, _, _, let message): ["content": message.content.json]
    case .stepCompleted(_, let result, _): result.origin == .inline ? [:] : ["result": result.json]
    case .stepEntered(_, let entry): entry.values
    case .completed(nil), .created, .stepAdded, .updated, .started, .paused, .resumed, .failed,
      .cancelled, .retried, .deleted, .stepAccepted, .stepFailed, .stepRetryScheduled, .stepWaiting,
      .stepSkipped, .stepCancelled, .stepInDoubt, .stepResolved, .stepIterated, .stepAssigned,
      .stepCaught, .stepUndoing, .budgetExceeded, .inputResolved, .undoing, .signalReceived,
      .placeAwaited, .placeTaken, .childSettled, .sliceRaised:
      [:]
    }
  }
}

extension Event.Entry {
  fileprivate var values: [String: JSON] {
    switch kind {
    case .forEach(let items, _): ["items": items.json]
    case .child(let start): ["input": start.input.json]
    case .parallel, .choice, .loop, .sleep, .signal, .input: [:]
    }
  }
}
