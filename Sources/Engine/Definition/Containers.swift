/// Steps at once, in named branches or each for itself after those it needs.
public struct ParallelStep: Sendable, Equatable {
  /// In the order written; a DAG has one step a branch, of the step's name or key.
  public var branches: [Branch]
  public var join: Join
  /// Nil: all at once.
  public var maxConcurrency: Int?
  /// For each branch the indices of those that come before it; empty where no step has `needs`.
  public let needs: [[Int]]
  /// For each branch the indices of those that wait for it.
  let dependents: [[Int]]

  init(branches: [Branch], join: Join, maxConcurrency: Int?, needs: [[Int]]) {
    self.branches = branches
    self.join = join
    self.maxConcurrency = maxConcurrency
    self.needs = needs
    dependents = Self.dependents(needs)
  }

  static func dependents(_ needs: [[Int]]) -> [[Int]] {
    var dependents = [[Int]](repeating: [], count: needs.count)
    for (index, others) in needs.enumerated() {
      for other in others { dependents[other].append(index) }
    }
    return dependents
  }

  /// A sequence of steps.
  public struct Branch: Sendable, Equatable {
    public var name: String
    public var steps: [Step]
  }

  /// When it is done.
  public enum Join: Sendable, Equatable {
    case all, any, settled
    case count(Int)
  }
}

/// The same steps for each item of an array.
public struct ForEachStep: Sendable, Equatable {
  public var items: Template
  /// What an item is called in expressions.
  public var name: String
  public var steps: [Step]
  public var maxConcurrency: Int?
  /// Whether a failed item leaves the others alone.
  public var toleratesFailures: Bool
}

/// The steps of the first case that is true.
public struct ChoiceStep: Sendable, Equatable {
  public var cases: [Case]
  public var otherwise: [Step]?

  public struct Case: Sendable, Equatable {
    public var condition: Condition
    public var steps: [Step]
  }
}

/// The same steps again and again.
public struct LoopStep: Sendable, Equatable {
  public var steps: [Step]
  /// Asked before each iteration.
  public var whileCondition: Condition?
  /// Asked after each iteration.
  public var untilCondition: Condition?
  public var maxIterations: Int
}

extension Step {
  /// Whether other steps may stand in it.
  public var hasChildren: Bool {
    kind.isContainer || rules.map { !$0.handlers.isEmpty || $0.compensation != nil } ?? false
  }

  /// How many steps stand in the lanes before one, in the order of the lanes.
  public func children(before lane: LaneID) -> Int {
    switch (kind, lane.role) {
    case (.forEach, .main), (.loop, .main): lane.index * steps(in: lane).count
    default:
      (0..<lane.index).reduce(0) { $0 + steps(in: LaneID(lane.role, $1)).count }
    }
  }

  /// The steps of a lane; empty where there is no such lane.
  func steps(in lane: LaneID) -> [Step] {
    switch lane.role {
    case .undo: return rules?.compensation.map { [$0] } ?? []
    case .handler:
      guard let handlers = rules?.handlers, handlers.indices.contains(lane.index),
        case .steps(let steps) = handlers[lane.index].remedy
      else { return [] }
      return steps
    case .main: return kind.steps(inLane: lane.index)
    }
  }
}

extension StepKind {
  fileprivate func steps(inLane index: Int) -> [Step] {
    switch self {
    case .parallel(let parallel):
      return parallel.branches.indices.contains(index) ? parallel.branches[index].steps : []
    case .forEach(let forEach): return forEach.steps
    case .loop(let loop): return loop.steps
    case .choice(let choice):
      return choice.cases.indices.contains(index)
        ? choice.cases[index].steps : choice.otherwise ?? []
    case .agent, .sleep, .signal, .input, .workflow, .set, .fail, .succeed: return []
    }
  }

  /// Whether a lane is one of many passes through the same steps, told apart by their number.
  public var isIterated: Bool {
    switch self {
    case .forEach, .loop: true
    case .agent, .parallel, .choice, .sleep, .signal, .input, .workflow, .set, .fail, .succeed:
      false
    }
  }

  /// Whether it holds other steps.
  var isContainer: Bool {
    switch self {
    case .parallel, .forEach, .choice, .loop: true
    case .agent, .sleep, .signal, .input, .workflow, .set, .fail, .succeed: false
    }
  }
}
