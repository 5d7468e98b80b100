import JSON
import Store
import Time

/// Commits made by chance from a seed, over few ids, so that they meet often.
struct RandomCommits {
  static let vocabulary = Vocabulary(
    workflows: (1...5).map { "workflow \($0)" }, scopes: ["", "/home"],
    agents: ["agent 1", "agent 2"])

  private var chance: SeededGenerator
  private var sent: [Commit] = []
  private var count = 0

  init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

  /// One to four commits; `model` is asked for versions so that most guards hold.
  mutating func next(over model: any Store) async throws -> [Commit] {
    var commits: [Commit] = []
    for _ in 0...Int.random(in: 0...3, using: &chance) {
      commits.append(try await commit(over: model))
    }
    sent = (sent + commits).suffix(20)
    return commits
  }

  private mutating func commit(over model: any Store) async throws -> Commit {
    if let again = sent.randomElement(using: &chance), roll(15) { return again }
    count += 1
    let id = workflow()
    var commit = Commit(operation: "operation \(count)", guards: [], changes: [])
    let record = try await model.workflow(id)
    if let condition = condition(on: id, record) { commit.guards.append(condition) }
    if roll(4) { commit.guards.append(rareGuard()) }
    let last = try await model.events(EventQuery(workflow: id, limit: 10_000)).last?.seq ?? 0
    if record == nil || roll(2) { commit.changes.append(.workflow(random(id, after: record))) }
    for number in 0..<Int.random(in: 0...3, using: &chance) {
      let seq = roll(12) ? Int.random(in: 1...3, using: &chance) : last + 1 + number
      commit.changes.append(
        .event(.sample(id, seq, type: pick(["a", "b"]), data: ["member": value()])))
    }
    for _ in 0..<Int.random(in: 0...3, using: &chance) { commit.changes.append(change(id)) }
    return commit
  }

  private mutating func condition(on id: String, _ record: WorkflowRecord?) -> Guard? {
    guard let record else {
      return roll(3) ? .workflowExists(id: id) : .workflowAbsent(id: id, key: key())
    }
    if roll(6) { return nil }
    return .workflow(
      id: id, version: record.version + (roll(10) ? 1 : 0), fence: record.fence + (roll(10) ? 1 : 0)
    )
  }

  private mutating func rareGuard() -> Guard {
    switch Int.random(in: 0...5, using: &chance) {
    case 0: .threadExists(thread())
    case 1: .threadAbsent(thread())
    case 2: .documentAbsent(document())
    case 3: .document(document(), revision: Int.random(in: 1...2, using: &chance))
    default:
      .claim(
        key: pick(["k", "l"]), limit: Int.random(in: 1...2, using: &chance),
        holder: pick(["a", "b", "c", "d"]))
    }
  }

  private mutating func change(_ id: String) -> Change {
    switch Int.random(in: 0...12, using: &chance) {
    case 0...2: .step(step(id))
    case 3: roll(2) ? .thread(threadRecord()) : .openThread(threadRecord())
    case 4, 5: .message(message(id))
    case 6:
      .document(
        DocumentRecord(id: document(), workflow: roll(2) ? workflow() : nil, body: value()))
    case 7: .inbox(.sample("inbox \(Int.random(in: 1...9, using: &chance))", to: workflow()))
    case 8:
      .drain(
        workflow: workflow(), ids: (1...9).filter { _ in roll(2) }.map { "inbox \($0)" })
    case 9: .release(key: pick(["k", "l"]), holder: pick(["a", "b", "c", "d"]))
    case 10: .deleteDocument(document())
    case 11: .deleteThread(thread())
    default:
      roll(3) ? .deleteWorkflow(id: workflow(), keepThreads: roll(2)) : .workflow(random(id))
    }
  }
}

// MARK: - Records

extension RandomCommits {
  private mutating func random(
    _ id: String, after record: WorkflowRecord? = nil
  ) -> WorkflowRecord {
    WorkflowRecord(
      id: id, name: pick(["Alpha", "beta"]), status: pick(["pending", "running"]),
      metadata: roll(2) ? ["m": value()] : nil, createdAt: .at(0), updatedAt: .at(second()),
      version: (record?.version ?? 0) + 1, key: key(), scope: pick(Self.vocabulary.scopes),
      owner: roll(2) ? pick(Self.vocabulary.engines) : nil,
      fence: (record?.fence ?? 0) + (roll(4) ? 1 : 0), due: roll(2) ? .at(second()) : nil,
      wants: Self.vocabulary.agents.filter { _ in roll(3) },
      priority: Int.random(in: 0...9, using: &chance), detail: ["d": value()])
  }

  private mutating func step(_ id: String) -> StepRecord {
    let number = Int.random(in: 1...4, using: &chance)
    return StepRecord(
      id: "step \(number)", workflow: roll(8) ? workflow() : id,
      parent: roll(3) ? "step \(number - 1)" : nil, position: Int.random(in: 0...3, using: &chance),
      name: pick(["n", "o"]), input: roll(2) ? payload() : nil, status: pick(["pending", "done"]),
      result: roll(2) ? payload() : nil, createdAt: .at(0), updatedAt: .at(second()))
  }

  private mutating func threadRecord() -> ThreadRecord {
    .sample(thread(), workflow: roll(2) ? workflow() : nil, updated: second())
  }

  private mutating func message(_ id: String) -> MessageRecord {
    MessageRecord(
      id: "message \(Int.random(in: 1...4, using: &chance))", thread: thread(), role: "user",
      content: payload(), workflow: roll(4) ? nil : id, createdAt: .at(second()))
  }

  private mutating func payload() -> Payload {
    roll(2)
      ? .inline(value())
      : .event(seq: Int.random(in: 1...4, using: &chance), member: pick(["member", "missing"]))
  }

  private mutating func value() -> JSON {
    pick([.null, true, 1, 2.5, "text", ["a", 1], ["x": ["y": .null]], "é\n\u{2028}"])
  }

  private mutating func key() -> String? { roll(2) ? pick(["key 1", "key 2", "key 3"]) : nil }
  private mutating func workflow() -> String { pick(Self.vocabulary.workflows) }
  private mutating func thread() -> String { pick(["thread 1", "thread 2", "thread 3"]) }
  private mutating func document() -> DocumentID {
    DocumentID(kind: pick(["template", "reply"]), key: pick(["d", "e"]))
  }
  private mutating func second() -> Int64 { Int64.random(in: 0...100, using: &chance) / 10 * 10 }

  /// One time in `sides`.
  private mutating func roll(_ sides: Int) -> Bool {
    Int.random(in: 1...sides, using: &chance) == 1
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &chance)]
  }
}

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
