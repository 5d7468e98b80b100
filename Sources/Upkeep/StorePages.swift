import Store

/// All records of a store, page by page, so that none of its size is held in memory.
struct StorePages {
  static let size = 500

  let store: any Store

  /// Visits every workflow that is not deleted, newest update first.
  func eachWorkflow(
    _ body: (WorkflowRecord) async throws(StoreError) -> Void
  ) async throws(StoreError) {
    var query = WorkflowQuery(limit: Self.size)
    while true {
      let page = try await store.workflows(query)
      for record in page { try await body(record) }
      guard page.count == Self.size, let last = page.last else { return }
      query.after = (last.updatedAt, last.id)
    }
  }

  /// The steps of a workflow, each before its children.
  func steps(of workflow: String) async throws(StoreError) -> [StepRecord] {
    var found: [StepRecord] = []
    var parents: [String?] = [nil]
    while let parent = parents.popLast() {
      var position: Int?
      while true {
        let page = try await store.steps(
          of: workflow, parent: parent, after: position, limit: Self.size)
        found += page
        parents += page.map(\.id)
        guard page.count == Self.size else { break }
        position = page.last?.position
      }
    }
    return found
  }

  /// Visits all events in the order of their cursors, a page at a time.
  func eachEventPage(
    _ body: ([EventRecord]) async throws(StoreError) -> Void
  ) async throws(StoreError) {
    var query = EventQuery(limit: Self.size)
    while true {
      let page = try await store.events(query)
      guard let last = page.last else { return }
      try await body(page)
      query.afterCursor = last.cursor
    }
  }

  /// Visits every thread, by last update.
  func eachThread(
    _ body: (ThreadRecord) async throws(StoreError) -> Void
  ) async throws(StoreError) {
    var offset = 0
    while true {
      let page = try await store.threads(offset: offset, limit: Self.size)
      for thread in page { try await body(thread) }
      guard page.count == Self.size else { return }
      offset += page.count
    }
  }

  /// Visits the messages of a thread in order, a page at a time.
  func eachMessagePage(
    of thread: String, _ body: ([MessageRecord]) async throws(StoreError) -> Void
  ) async throws(StoreError) {
    var position: Int?
    while true {
      let page = try await store.messages(of: thread, after: position, limit: Self.size)
      guard let last = page.last else { return }
      try await body(page)
      position = last.position
    }
  }

  /// Visits the documents of all kinds, a page at a time.
  func eachDocumentPage(
    _ body: ([DocumentRecord]) async throws(StoreError) -> Void
  ) async throws(StoreError) {
    for kind in try await store.documentKinds() {
      var key: String?
      while true {
        let page = try await store.documents(
          kind: kind, prefix: "", after: key, limit: Self.size)
        guard let last = page.last else { break }
        try await body(page)
        key = last.id.key
      }
    }
  }
}
