import Engine
import Store
import Time

/// Commands for a workflow that another engine moves go through the store, and those of others for
/// this engine's workflows come from there.
extension Loop {
  /// What is in the inbox of another engine's workflow.
  struct Asked: Sendable {
    var workflow: String
    /// Names the answer to the request; nil where nobody waits for it.
    var token: Int?
    /// The call that gave a sign of life.
    var sign: CallID?
    /// Who had the workflow when it was asked.
    var owner: String
  }

  // MARK: Asking

  /// Puts a request into the workflow's inbox.
  mutating func send(
    _ request: Request, to owner: String, in batch: inout Batch, at now: Instant
  ) {
    let asked = Asked(workflow: request.workflow, token: request.token, owner: owner)
    guard let letter = Letter(request, id: nextLetter()) else {
      return reply(to: asked, .refused(.ownedElsewhere(engine: owner)))
    }
    send(letter, asked, in: &batch, at: now)
  }

  mutating func send(
    _ letter: Letter, _ asked: Asked, in batch: inout Batch, at now: Instant
  ) {
    guard let record = letter.record(at: now) else { return }
    batch.commits.append(
      Commit(
        operation: nextOperation(), guards: [.workflowExists(id: asked.workflow)],
        changes: [.inbox(record)]))
    batch.consequences.append(Consequence(sent: (letter.id, asked)))
  }

  /// A letter for a workflow whose answer nobody waits for.
  mutating func letter(_ command: Command, to workflow: String, at now: Instant) -> Change? {
    Letter(id: nextLetter(), workflow: workflow, command: command, wantsAnswer: false)
      .record(at: now).map(Change.inbox)
  }

  mutating func nextLetter() -> String {
    letters += 1
    return "\(engine):\(letters)"
  }

  /// What became of a commit that put a request into an inbox.
  mutating func settleSent(
    _ id: String, _ asked: Asked, _ outcome: CommitOutcome, at now: Instant
  ) {
    switch outcome {
    case .applied, .alreadyApplied:
      self.asked[id] = asked
      if let token = asked.token { actions.append(.handedOver(token: token)) }
      askTimers.add(id, at: now + RuntimeLimits.answerPatience)
      // Its owner may have let go of it just before.
      looksForMail = true
    case .notFound, .conflict, .fenced, .contended:
      reply(to: asked, .refused(.rejected(.notFound, workflow: asked.workflow)))
    }
  }

  private mutating func reply(to asked: Asked, _ reply: CommandReply) {
    if let token = asked.token { actions.append(.reply(token: token, reply)) }
  }

  /// Tells those who waited too long; what they asked for may still be done.
  mutating func giveUpAsking(at now: Instant) {
    while let id = askTimers.takeDue(at: now) {
      guard let asked = asked.removeValue(forKey: id) else { continue }
      reply(to: asked, .refused(.ownedElsewhere(engine: asked.owner)))
    }
  }

  // MARK: Collecting

  /// What is waited for from other engines, sorted by workflow.
  func asks() -> [Ask] {
    Dictionary(grouping: asked, by: \.value.workflow).map { workflow, letters in
      Ask(workflow: workflow, letters: letters.map(\.key).sorted())
    }.sorted { $0.workflow < $1.workflow }
  }

  /// What the look brought that was asked for.
  public mutating func collected(_ found: Collected) {
    guard case .collecting = phase else { return }
    phase = .idle
    for (id, answer) in found.answers.sorted(by: { $0.key < $1.key }) {
      answered.append(.answer(to: id))
      guard let asked = asked.removeValue(forKey: id) else { continue }
      settle(asked, LetterAnswer(json: answer))
    }
    for (id, asked) in asked.sorted(by: { $0.key < $1.key })
    where found.missing.contains(asked.workflow) {
      self.asked[id] = nil
      reply(to: asked, .refused(.rejected(.notFound, workflow: asked.workflow)))
    }
    for workflow in found.unowned.sorted() {
      doubtful.insert(workflow)
      receive(.wake(workflow: workflow))
    }
    look(at: found.places)
    weigh(found.places, resting: found.resting)
    for (workflow, records) in found.letters.sorted(by: { $0.key < $1.key }) {
      take(records, for: workflow)
    }
  }

  private mutating func settle(_ asked: Asked, _ answer: LetterAnswer) {
    let workflow = asked.workflow
    switch answer {
    case .done:
      if let token = asked.token { actions.append(.recall(token: token, workflow: workflow)) }
    case .rejected(let rejection):
      reply(to: asked, .refused(.rejected(rejection, workflow: workflow)))
    case .conflict: reply(to: asked, .refused(.conflict))
    case .unreadable: reply(to: asked, .refused(.ownedElsewhere(engine: asked.owner)))
    }
  }

  /// The look did not succeed; the next signal brings another.
  public mutating func collectFailed() {
    if case .collecting = phase { phase = .idle }
  }

  /// Lines up what lies in a workflow's inbox, in the place of what was read of it before.
  mutating func take(_ records: [InboxRecord], for workflow: String) {
    inbox.removeAll { message in
      if case .letter(let letter) = message { letter.workflow == workflow } else { false }
    }
    let mended = inbox.lastIndex { message in
      if case .recover(workflow) = message { true } else { false }
    }
    inbox.insert(
      contentsOf: records.map { .letter(Letter($0)) }, at: mended.map { $0 + 1 } ?? 0)
  }

  /// A letter that a commit of this engine has just appended: it may be for a workflow in memory, or
  /// for one that only waits for it.
  mutating func notice(_ record: InboxRecord) {
    if live[record.workflow]?.sharing.owner == engine {
      receive(.letter(Letter(record)))
    } else {
      doubtful.insert(record.workflow)
      receive(.wake(workflow: record.workflow))
    }
  }

  // MARK: Answering

  /// Does what a letter asks for, and takes it out of the inbox in the same commit.
  mutating func decideLetter(_ letter: Letter, in batch: inout Batch, at now: Instant) {
    guard live[letter.workflow] != nil else { return }
    guard let command = letter.command else {
      return add(nil, for: letter, .unreadable, to: &batch)
    }
    guard !contested.contains(letter.id) else {
      return add(nil, for: letter, .conflict, to: &batch)
    }
    let decision = decision(on: letter.workflow, command, at: now)
    add(decision, for: letter, decision.rejection.map(LetterAnswer.rejected) ?? .done, to: &batch)
  }

  private mutating func add(
    _ decision: Decision?, for letter: Letter, _ answer: LetterAnswer, to batch: inout Batch
  ) {
    let id = letter.workflow
    let index =
      batch.indices[id] ?? beginCommit(of: id, in: &batch, after: decision?.occurrences.count ?? 0)
    var consequence = batch.consequences[index]
    if let decision { consequence.take(decision) }
    if case .done = answer {
      batch.commits[index].guards += letter.guards
      consequence.extras += letter.changes
    }
    consequence.extras.append(.drain(workflow: id, ids: [letter.id]))
    if letter.wantsAnswer, !letter.id.hasPrefix("\(engine):") {
      consequence.extras.append(
        .document(DocumentRecord(id: .answer(to: letter.id), body: answer.json)))
    }
    let reply = asked[letter.id].map { _ in answer.reply(of: id) ?? self.reply(for: id) }
    consequence.causes.append(Cause(message: .letter(letter), reply: reply))
    batch.consequences[index] = consequence
  }

  /// Answers the request that this engine had sent as a letter and then carried out by itself.
  mutating func answerOwn(_ letter: Letter, _ reply: CommandReply?) {
    contested.remove(letter.id)
    guard let asked = asked.removeValue(forKey: letter.id), let reply else { return }
    self.reply(to: asked, reply)
  }
}
