import JSON

extension Block {
  /// The block of a container as it begins.
  init(_ kind: StepKind, _ entry: Event.Entry, before: Value?, round: Int) {
    role = .main
    self.round = round
    self.before = before
    count = 1
    limit = .max
    switch (kind, entry.kind) {
    case (.parallel(let parallel), _):
      count = parallel.branches.count
      limit = parallel.maxConcurrency ?? .max
      if !parallel.needs.isEmpty { hold(parallel.needs) }
    case (.forEach(let forEach), .forEach(let items, let atOnce)):
      count = items.json.arrayValue?.count ?? 0
      limit = forEach.maxConcurrency ?? atOnce ?? .max
    case (_, .choice(let index)):
      ready = [index]
      next = count
    default: next = count
    }
  }

  /// A block as a fork begins with it.
  package init(round: Int, before: Value?, count: Int, limit: Int) {
    role = .main
    self.round = round
    self.before = before
    self.count = count
    self.limit = limit
  }

  /// The block of the steps that handle an error.
  init(handler: Int, before: Value?) {
    role = .handler
    round = 0
    self.before = before
    count = 1
    next = 1
    limit = .max
  }

  /// Lets lanes wait for those they need.
  private mutating func hold(_ needs: [[Int]]) {
    next = count
    for (index, others) in needs.enumerated() where !others.isEmpty {
      missing[index] = others.count
    }
    ready = needs.indices.filter { needs[$0].isEmpty }.reversed()
  }

  /// Lets the lanes that did not end well begin again as soon as there is room.
  mutating func reopen(_ kind: StepKind) {
    var unfinished = Set(lanes.keys).union(problems.keys).union(ready)
    problems = [:]
    firstFailure = nil
    skipped = 0
    running = 0
    if case .parallel(let parallel) = kind, role == .main, !parallel.needs.isEmpty {
      missing = [:]
      unfinished = Set(0..<count)
      for index in 0..<count where results[index] == nil {
        let others = parallel.needs[index].count { results[$0] == nil }
        if others > 0 { missing[index] = others }
      }
    }
    // The last comes first.
    ready = unfinished.filter { results[$0] == nil && missing[$0] == nil }.sorted(by: >)
    if let preferred, let place = ready.firstIndex(of: preferred) {
      ready.append(ready.remove(at: place))
    }
    preferred = nil
  }

  /// Takes the next lane that can begin, if there is room for it.
  mutating func nextLane() -> Int? {
    guard running < limit else { return nil }
    if let index = ready.popLast() { return index }
    guard next < count else { return nil }
    next += 1
    return next - 1
  }

  /// A lane came to its end.
  mutating func end(_ index: Int, _ kind: StepKind) {
    running -= 1
    // Of a loop only the last iteration counts.
    if case .loop = kind, role == .main { results = [:] }
    results[index] = lanes[index]?.previous ?? Value(.null)
    lanes[index]?.isOver = true
    guard case .parallel(let parallel) = kind, role == .main, !parallel.needs.isEmpty else {
      return
    }
    for other in parallel.dependents[index] {
      guard let count = missing[other] else { continue }
      missing[other] = count == 1 ? nil : count - 1
      if count == 1 { ready.insert(other, at: 0) }
    }
  }

  /// A lane failed; those that need it will never begin.
  mutating func fail(_ index: Int, _ problem: Problem, _ kind: StepKind) {
    running -= 1
    problems[index] = problem
    firstFailure = firstFailure ?? index
    lanes[index]?.isOver = true
    guard case .parallel(let parallel) = kind, role == .main, !parallel.needs.isEmpty else {
      return
    }
    var lost = parallel.dependents[index]
    while let other = lost.popLast() {
      guard missing.removeValue(forKey: other) != nil else { continue }
      skipped += 1
      lost += parallel.dependents[other]
    }
  }

  /// What is to be done with the step now.
  enum Verdict {
    case complete
    case fail(Problem)
    /// Whether a loop goes on is to be asked.
    case ask
  }

  /// Nil while lanes are under way that matter.
  func verdict(_ kind: StepKind) -> Verdict? {
    let failure = firstFailure.flatMap { problems[$0] }
    guard role == .main else {
      if let failure { return .fail(failure) }
      return ended == count ? .complete : nil
    }
    switch kind {
    case .parallel(let parallel): return verdict(parallel.join, failure)
    case .forEach(let forEach):
      if let failure, !forEach.toleratesFailures { return .fail(failure) }
    case .loop:
      if let failure { return .fail(failure) }
      return running == 0 && ready.isEmpty && !lanes.isEmpty ? .ask : nil
    case .choice, .agent, .sleep, .signal, .input, .workflow, .set, .fail, .succeed:
      if let failure { return .fail(failure) }
    }
    return ended == count ? .complete : nil
  }

  private func verdict(_ join: ParallelStep.Join, _ failure: Problem?) -> Verdict? {
    let isOver = ended == count
    switch join {
    case .all:
      if let failure { return .fail(failure) }
      return isOver ? .complete : nil
    case .settled: return isOver ? .complete : nil
    case .any: return enough(1, failure)
    case .count(let number): return enough(number, failure)
    }
  }

  private func enough(_ number: Int, _ failure: Problem?) -> Verdict? {
    if results.count >= min(number, count) { return .complete }
    guard let failure, count - problems.count - skipped < number else { return nil }
    return .fail(failure)
  }
}
