import Engine
import JSON
import Runtime
import Store
import Time

/// What becomes of a work that an engine sent to the store.
enum Fate {
  case good
  /// The engine dies when the first commits are applied (none: before the commit), and never hears.
  case crash(applied: Int)
  /// The engine hears, and dies after so many of the actions that follow.
  case crashAfter(actions: Int)
  /// The store says that it cannot be reached, though the first commits are applied.
  case outage(applied: Int)
}

/// What an engine hears from the store.
enum Answer {
  case loaded([String: Loaded])
  case collected(Collected)
  case committed([CommitOutcome])
  case loadFailed
  case collectFailed
  case commitFailed
}

extension Simulation {
  mutating func send(_ work: Work, from index: Int) {
    engines[index].isBusy = true
    let fate = drawFate(of: work)
    plan(
      .workReached(engine: index, life: engines[index].life, work, fate),
      in: .milliseconds(chance.pick(0...5)))
  }

  private mutating func drawFate(of work: Work) -> Fate {
    guard !isCalm else { return .good }
    let dies = chance.isLucky(plan.crashes)
    let fails = chance.isLucky(plan.outages)
    switch work {
    case .load, .collect: return fails ? .outage(applied: 0) : .good
    case .commit(let commits):
      let applied = chance.isLucky(40) ? 0 : chance.pick(0...commits.count)
      if dies {
        return chance.isLucky(40)
          ? .crashAfter(actions: chance.below(8)) : .crash(applied: applied)
      }
      return fails ? .outage(applied: applied) : .good
    }
  }

  /// A work has reached the store; if its engine died on the way, nobody hears of it.
  mutating func reach(
    _ index: Int, _ life: Int, _ work: Work, _ fate: Fate
  ) throws(Violation) {
    let answer: Answer
    switch (work, fate) {
    case (.load, .outage): answer = .loadFailed
    case (.collect, .outage): answer = .collectFailed
    case (.collect(let asks, let places), _):
      answer = .collected(collect(asks, places: places, by: index))
    case (.load(let ids), _): answer = .loaded(try load(ids, by: index))
    case (.commit(let commits), .crash(let applied)):
      _ = try apply(commits.prefix(applied))
      if isAlive(index, life) { crash(index) }
      return
    case (.commit(let commits), .outage(let applied)):
      _ = try apply(commits.prefix(applied))
      answer = .commitFailed
    case (.commit(let commits), .good), (.commit(let commits), .crashAfter):
      answer = .committed(try apply(commits[...]))
    }
    guard isAlive(index, life) else { return }
    plan(
      .workAnswered(engine: index, life: life, answer, fate), in: .milliseconds(chance.pick(0...5)))
  }

  private mutating func apply(_ commits: ArraySlice<Commit>) throws(Violation) -> [CommitOutcome] {
    var outcomes: [CommitOutcome] = []
    for commit in commits {
      let outcome = store.apply(commit)
      outcomes.append(outcome)
      note("store", "\(commit.operation) \(commit.summary): \(outcome)")
      if outcome == .fenced { report.fenced += 1 }
      if case .contended = outcome { report.queued += 1 }
      guard case .applied = outcome else { continue }
      report.commits += 1
      try ledger.observe(commit, in: store)
      for change in commit.changes {
        switch change {
        case .workflow(let row): noticeEnd(of: row.id)
        case .deleteWorkflow(let id, _): noticeEnd(of: id)
        default: break
        }
      }
    }
    if plan.hearsOthers {
      for index in engines.indices where engines.count > 1 && engines[index].isUp {
        plan(
          .hearsOthers(engine: index, life: engines[index].life),
          in: .milliseconds(chance.pick(1...20)))
      }
    }
    return outcomes
  }

  private func load(_ ids: [String], by index: Int) throws(Violation) -> [String: Loaded] {
    let living = store.living(at: clock(of: index))
    var results: [String: Loaded] = [:]
    for id in ids {
      guard let kept = store.workflows[id] else {
        results[id] = .absent
        continue
      }
      if let owner = kept.record.owner, owner != engines[index].name, living.contains(owner) {
        results[id] = .ownedElsewhere(engine: owner)
        continue
      }
      let folded: Workflow?
      do throws(StoreError) { folded = try History.fold(kept.events, of: id) } catch {
        throw Violation("\(id) cannot be read: \(error)")
      }
      try require(folded == ledger.accounts[id]?.workflow, "\(id) is not what its events amount to")
      if let folded { results[id] = .found(kept.record, folded, inbox: kept.inbox) }
    }
    return results
  }

  private func collect(_ asks: [Ask], places keys: [String], by index: Int) -> Collected {
    var found = Collected(letters: store.mail(for: engines[index].name))
    for key in keys { found.places[key] = store.places[key]?.record }
    let living = store.living(at: clock(of: index))
    for ask in asks {
      for letter in ask.letters {
        found.answers[letter] = store.documents[InboxRecord.answer(to: letter)]?.body
      }
      guard let record = store.workflows[ask.workflow]?.record else {
        found.missing.insert(ask.workflow)
        continue
      }
      if record.owner.map({ $0 != engines[index].name && !living.contains($0) }) ?? true {
        found.unowned.insert(ask.workflow)
      }
    }
    return found
  }

  mutating func take(_ answer: Answer, _ fate: Fate, by index: Int) throws(Violation) {
    let error = StoreError(.unavailable, "the store cannot be reached")
    switch answer {
    case .loaded(let results): engines[index].loop.loaded(results)
    case .collected(let found): engines[index].loop.collected(found)
    case .collectFailed: engines[index].loop.collectFailed()
    case .committed(let outcomes): engines[index].loop.committed(outcomes, at: clock(of: index))
    case .loadFailed: engines[index].loop.loadFailed(error)
    case .commitFailed: engines[index].loop.commitFailed(error)
    }
    if case .crashAfter(let actions) = fate {
      try carryOut(index, atMost: actions)
      return crash(index)
    }
    if case .outage = fate {
      report.outages += 1
      note(engines[index].name, "cannot reach the store")
      try carryOut(index)
      return plan(
        .rested(engine: index, life: engines[index].life), in: chance.milliseconds(50...500))
    }
    engines[index].readMail(at: clock(of: index))
    try carryOut(index)
    engines[index].isBusy = false
    try turn(index)
  }
}

extension Commit {
  /// The events in it, for the trace.
  fileprivate var summary: String {
    let events = changes.compactMap { change -> String? in
      guard case .event(let event) = change else { return nil }
      let path = event.data["path"]?.stringValue.map { " \($0)" } ?? ""
      return "\(event.seq) \(event.type)\(path)"
    }
    let rows = changes.compactMap { change -> String? in
      guard case .workflow(let row) = change else { return nil }
      return "\(row.id) v\(row.version) \(row.status) owner \(row.owner ?? "-") fence \(row.fence)"
    }
    return (rows + events).joined(separator: ", ")
  }
}
