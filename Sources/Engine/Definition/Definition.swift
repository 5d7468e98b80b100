public import JSON

/// What a workflow is to do, read from its JSON and checked.
public struct Definition: Sendable, Equatable {
  public var name: String
  public var description: String?
  /// The top-level steps in order.
  public var steps: [Step]
  public var input: JSON?
  public var metadata: JSON?
  /// Variables and their first values.
  public var vars: JSON.Object
  /// Nil: the last step's result.
  public var output: Template?
  public var retry: RetryPolicy?
  public var timeouts: Timeouts
  public var onInterrupted: Interruption?
  /// How long the workflow may run, pauses not counted.
  public var timeout: Duration?
  public var budget: Budget?
  public var concurrency: Concurrency?
  /// 0–9, the higher the earlier.
  public var priority: Int
  /// The document it was read from.
  public var source: JSON
  /// Where the steps with names are.
  var places: [String: StepPlace]

  /// What the words of a definition mean.
  public enum Language: Int, Sendable {
    /// Texts are literal; what came with expressions is passed over.
    case literal = 1
    case expressions = 2
  }
}

/// Where a step stands in a definition, whatever iteration of it is meant.
struct StepPlace: Sendable, Equatable {
  /// The steps it stands in with the lane in each, from the outside; a lane of nil is any iteration.
  var containers: [(key: Int, lane: LaneID?)]
  var key: Int

  static func == (left: StepPlace, right: StepPlace) -> Bool {
    left.key == right.key
      && left.containers.elementsEqual(right.containers) { $0.key == $1.key && $0.lane == $1.lane }
  }
}

extension Definition {
  /// Notes where the named steps in and below a top-level one are.
  mutating func notePlaces(in step: Step) {
    places.note(step, in: [])
  }
}

extension [String: StepPlace] {
  fileprivate mutating func note(_ step: Step, in containers: [(key: Int, lane: LaneID?)]) {
    if let name = step.name { self[name] = StepPlace(containers: containers, key: step.key) }
    for (lane, steps) in step.lanes {
      for inner in steps { note(inner, in: containers + [(step.key, lane)]) }
    }
  }
}

extension Step {
  /// The lanes written in the step with their steps; of an iterated one the lane is nil.
  var lanes: [(lane: LaneID?, steps: [Step])] {
    var lanes: [(lane: LaneID?, steps: [Step])] = []
    switch kind {
    case .parallel(let parallel):
      for (index, branch) in parallel.branches.enumerated() {
        lanes.append((LaneID(.main, index), branch.steps))
      }
    case .choice(let choice):
      for index in 0...choice.cases.count {
        lanes.append((LaneID(.main, index), steps(in: LaneID(.main, index))))
      }
    case .forEach(let forEach): lanes.append((nil, forEach.steps))
    case .loop(let loop): lanes.append((nil, loop.steps))
    case .agent, .sleep, .signal, .input, .workflow, .set, .fail, .succeed: break
    }
    guard let rules else { return lanes }
    for index in rules.handlers.indices {
      lanes.append((LaneID(.handler, index), steps(in: LaneID(.handler, index))))
    }
    if let compensation = rules.compensation { lanes.append((LaneID(.undo), [compensation])) }
    return lanes
  }
}

/// What a workflow may consume.
public struct Budget: Sendable, Equatable {
  public var agentCalls: Int?
  public var tokens: Int?
  public var costUSD: Double?
  public var duration: Duration?

  public init(
    agentCalls: Int? = nil, tokens: Int? = nil, costUSD: Double? = nil, duration: Duration? = nil
  ) {
    self.agentCalls = agentCalls
    self.tokens = tokens
    self.costUSD = costUSD
    self.duration = duration
  }
}
