import Store

/// Reads two stores record by record and finds the first that differs.
struct StoreDifference {
  private let source: any Store
  private let target: any Store
  private let pages: StorePages

  init(_ source: any Store, _ target: any Store) {
    self.source = source
    self.target = target
    pages = StorePages(store: source)
  }

  /// - Returns: how much both hold.
  /// - Throws: `StoreError` that names what differs.
  func check(_ report: (Int) -> Void) async throws(StoreError) -> StoreContents {
    var contents = StoreContents()
    try await checkWorkflows(&contents, report)
    try await checkEvents(&contents)
    try await checkThreads(&contents)
    try await checkDocuments(&contents)
    let counts = (try await source.counts(), try await target.counts())
    try expect(counts.0 == counts.1, "the number of workflows")
    return contents
  }

  private func checkWorkflows(
    _ contents: inout StoreContents, _ report: (Int) -> Void
  ) async throws(StoreError) {
    let others = StorePages(store: target)
    var (workflows, steps) = (0, 0)
    try await pages.eachWorkflow { (record) throws(StoreError) in
      try expect(try await target.workflow(record.id) == record, "workflow \(record.id)")
      let mine = try await pages.steps(of: record.id)
      try expect(
        try await others.steps(of: record.id) == mine, "the steps of workflow \(record.id)")
      let inboxes = (
        try await source.inbox(of: record.id), try await target.inbox(of: record.id)
      )
      try expect(inboxes.0 == inboxes.1, "the inbox of workflow \(record.id)")
      workflows += 1
      steps += mine.count
      if workflows % 100 == 0 { report(workflows) }
    }
    (contents.workflows, contents.steps) = (workflows, steps)
  }

  private func checkEvents(_ contents: inout StoreContents) async throws(StoreError) {
    var cursor: Int64 = 0
    var count = 0
    try await pages.eachEventPage { (page) throws(StoreError) in
      let other = try await target.events(EventQuery(afterCursor: cursor, limit: page.count))
      try expect(
        other.map(\.withoutCursor) == page.map(\.withoutCursor),
        "the events of workflow \(page.first?.workflow ?? "") or others after them")
      cursor = other.last?.cursor ?? cursor
      count += page.count
    }
    contents.events = count
  }

  private func checkThreads(_ contents: inout StoreContents) async throws(StoreError) {
    var (threads, messages) = (0, 0)
    try await pages.eachThread { (thread) throws(StoreError) in
      try expect(try await target.thread(thread.id) == thread, "thread \(thread.id)")
      var position: Int?
      try await pages.eachMessagePage(of: thread.id) { (page) throws(StoreError) in
        let other = try await target.messages(
          of: thread.id, after: position, limit: page.count)
        try expect(
          other.map(\.withoutPosition) == page.map(\.withoutPosition),
          "the messages of thread \(thread.id)")
        position = other.last?.position
        messages += page.count
      }
      threads += 1
    }
    (contents.threads, contents.messages) = (threads, messages)
  }

  private func checkDocuments(_ contents: inout StoreContents) async throws(StoreError) {
    var count = 0
    try await pages.eachDocumentPage { (page) throws(StoreError) in
      for document in page {
        let other = try await target.document(document.id)
        try expect(
          other?.body == document.body && other?.workflow == document.workflow,
          "the \(document.id.kind) \(document.id.key)")
      }
      count += page.count
    }
    contents.documents = count
  }

  private func expect(_ isSame: Bool, _ what: String) throws(StoreError) {
    guard !isSame else { return }
    throw StoreError(
      .corrupt,
      "\(what) is not the same in both stores: something wrote to one of them meanwhile; end it, "
        + "delete the copy and copy again")
  }
}

extension EventRecord {
  fileprivate var withoutCursor: EventRecord {
    var copy = self
    copy.cursor = 0
    return copy
  }
}

extension MessageRecord {
  fileprivate var withoutPosition: MessageRecord {
    var copy = self
    copy.position = 0
    return copy
  }
}
