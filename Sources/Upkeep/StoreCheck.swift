public import Store

/// Looks whether the records of a store fit together, whatever the store.
public struct StoreCheck: Sendable {
  /// What is told of at most; more would help nobody.
  private static let most = 100

  private let store: any Store

  public init(_ store: any Store) { self.store = store }

  /// Reads every workflow with its steps, events and messages.
  /// - Returns: how much there is, and what is wrong, a sentence each.
  public func run() async throws(StoreError) -> (contents: StoreContents, problems: [String]) {
    var contents = StoreContents()
    var problems: [String] = []
    if let maintained = store as? any Maintained { problems += try await maintained.examine() }
    let pages = StorePages(store: store)
    var (workflows, steps, events) = (0, 0, 0)
    try await pages.eachWorkflow { (record) throws(StoreError) in
      let found = try await pages.steps(of: record.id)
      let types = try await check(record, found, &problems)
      workflows += 1
      steps += found.count
      events += types
    }
    (contents.workflows, contents.steps, contents.events) = (workflows, steps, events)
    try await checkThreads(&contents, &problems)
    var documents = 0
    try await pages.eachDocumentPage { (page) throws(StoreError) in documents += page.count }
    contents.documents = documents
    return (contents, Array(problems.prefix(Self.most)))
  }

  /// - Returns: how many events the workflow has.
  private func check(
    _ record: WorkflowRecord, _ steps: [StepRecord], _ problems: inout [String]
  ) async throws(StoreError) -> Int {
    let payloads = steps.flatMap { [$0.input, $0.result] }.compactMap(\.self)
    var wanted = Set(payloads)
    var seq = 0
    while true {
      let page = try await store.events(
        EventQuery(workflow: record.id, afterSeq: seq, limit: StorePages.size))
      guard !page.isEmpty else { break }
      for event in page {
        if event.seq != seq + 1 {
          problems.append("workflow \(record.id) lacks its events \(seq + 1)…\(event.seq - 1)")
        }
        seq = event.seq
        wanted = wanted.filter { !$0.stands(in: event) }
      }
    }
    if seq != record.version {
      problems.append(
        "workflow \(record.id) counts \(record.version) events, but its last is \(seq)")
    }
    for case .event(let seq, let member) in wanted {
      problems.append(
        "a step of workflow \(record.id) refers to \(member) of its event \(seq), "
          + "which is not there")
    }
    return seq
  }

  private func checkThreads(
    _ contents: inout StoreContents, _ problems: inout [String]
  ) async throws(StoreError) {
    let pages = StorePages(store: store)
    var (threads, messages) = (0, 0)
    var lost: [String] = []
    try await pages.eachThread { (thread) throws(StoreError) in
      threads += 1
      try await pages.eachMessagePage(of: thread.id) { (page) throws(StoreError) in
        messages += page.count
        for message in page where try await !isReadable(message) {
          lost.append("a message of thread \(thread.id) refers to an event that is not there")
        }
      }
    }
    problems += lost
    (contents.threads, contents.messages) = (threads, messages)
  }

  private func isReadable(_ message: MessageRecord) async throws(StoreError) -> Bool {
    guard case .event(let seq, _) = message.content, let workflow = message.workflow else {
      return true
    }
    let query = EventQuery(workflow: workflow, afterSeq: seq - 1, limit: 1)
    guard let event = try await store.events(query).first else { return false }
    return message.content.stands(in: event)
  }
}

extension Payload {
  /// Whether the value is there: in itself, or in this event.
  fileprivate func stands(in event: EventRecord) -> Bool {
    switch self {
    case .inline: true
    case .event(let seq, let member): seq == event.seq && event.data.member(member) != nil
    }
  }
}
