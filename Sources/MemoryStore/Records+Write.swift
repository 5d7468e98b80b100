import Store

extension Records {
  /// Makes a change that was foreseen to be possible; the cursor of an event, else nil.
  mutating func write(_ change: Change, of commit: Commit) -> Int64? {
    switch change {
    case .workflow(let record): write(record, operation: commit.operation)
    case .step(let step): workflows[step.workflow]?.write(step)
    case .event(let event): return append(event)
    case .thread(let record): write(record)
    case .openThread(let record): open(record)
    case .message(let message): write(message)
    case .deleteThread(let id): threads[id] = nil
    case .document(let document): write(document)
    case .deleteDocument(let id): documents[id] = nil
    case .inbox(let record): append(record)
    case .drain(let workflow, let ids): drain(workflow, ids)
    case .release(let key, let holder):
      claims[key]?.release(holder)
      if claims[key]?.isEmpty == true { claims[key] = nil }
    case .deleteWorkflow(let id, let keepThreads): delete(id, keepThreads: keepThreads)
    }
    return nil
  }

  private mutating func write(_ record: WorkflowRecord, operation: String) {
    let old = workflows[record.id]?.record
    index.replace(old, with: record)
    if old?.key != record.key {
      if let key = old?.key { keys[key] = nil }
      if let key = record.key { keys[key] = record.id }
    }
    if old?.status != record.status {
      if let status = old?.status { count(status, -1) }
      count(record.status, 1)
    }
    guard old != nil else {
      workflows[record.id] = KeptWorkflow(
        record: record, creation: operation, operation: operation)
      return
    }
    workflows[record.id]?.record = record
    workflows[record.id]?.operation = operation
  }

  private mutating func count(_ status: String, _ difference: Int) {
    let count = counts[status, default: 0] + difference
    counts[status] = count == 0 ? nil : count
  }

  private mutating func append(_ event: EventRecord) -> Int64 {
    var event = event
    event.cursor = log.append(workflow: event.workflow, seq: event.seq)
    let id = event.workflow
    if workflows[id] != nil {
      let place = workflows[id]?.events.index(ofSeq: event.seq) ?? 0
      workflows[id]?.events.insert(event, at: place)
    } else {
      let place = deleted[id]?.index(ofSeq: event.seq) ?? 0
      deleted[id]?.insert(event, at: place)
    }
    return event.cursor
  }

  private mutating func append(_ record: InboxRecord) {
    guard workflows[record.workflow] != nil else { return }
    workflows[record.workflow]?.inbox.append(record)
    mailed.insert(record.workflow)
    inboxIDs.insert(record.id)
  }

  private mutating func drain(_ workflow: String, _ ids: [String]) {
    let ids = Set(ids)
    for record in workflows[workflow]?.inbox ?? [] where ids.contains(record.id) {
      inboxIDs.remove(record.id)
    }
    workflows[workflow]?.inbox.removeAll { ids.contains($0.id) }
    if workflows[workflow]?.inbox.isEmpty != false { mailed.remove(workflow) }
  }

  private mutating func write(_ document: DocumentRecord) {
    var document = document
    document.revision = (documents[document.id]?.revision ?? 0) + 1
    documents[document.id] = document
    if let owner = document.workflow {
      belongings[owner, default: Belongings()].documents.insert(document.id)
    }
  }
}

// MARK: - Conversations

extension Records {
  private mutating func write(_ record: ThreadRecord) {
    if let owner = record.workflow {
      belongings[owner, default: Belongings()].threads.insert(record.id)
    }
    guard let createdAt = threads[record.id]?.record.createdAt else {
      threads[record.id] = KeptThread(record: record)
      return
    }
    threads[record.id]?.record = record
    threads[record.id]?.record.createdAt = createdAt
  }

  private mutating func open(_ record: ThreadRecord) {
    guard threads[record.id] != nil else { return write(record) }
    threads[record.id]?.record.updatedAt = record.updatedAt
  }

  private mutating func write(_ message: MessageRecord) {
    guard threads[message.thread] != nil else { return }
    threads[message.thread]?.write(message)
    if case .event = message.content, let workflow = message.workflow {
      belongings[workflow, default: Belongings()].citedIn.insert(message.thread)
    }
  }
}

// MARK: - Deletion

extension Records {
  private mutating func delete(_ id: String, keepThreads: Bool) {
    guard let workflow = workflows.removeValue(forKey: id) else { return }
    index.replace(workflow.record, with: nil)
    if let key = workflow.record.key { keys[key] = nil }
    count(workflow.record.status, -1)
    for record in workflow.inbox { inboxIDs.remove(record.id) }
    mailed.remove(id)
    deleted[id] = []
    forget(workflow.events.count)
    let belongings = belongings.removeValue(forKey: id) ?? Belongings()
    for key in belongings.documents where documents[key]?.workflow == id { documents[key] = nil }
    if !keepThreads {
      for key in belongings.threads where threads[key]?.record.workflow == id { threads[key] = nil }
    }
    for key in belongings.citedIn { threads[key]?.quote(workflow: id, from: workflow.events) }
  }

  private mutating func forget(_ count: Int) {
    let workflows = workflows
    let deleted = deleted
    log.forget(count) { entry in
      (workflows[entry.workflow]?.events ?? deleted[entry.workflow] ?? [])
        .at(seq: entry.seq)?.cursor == entry.cursor
    }
  }
}
