import Engine
import JSON
public import Store

extension ExportedWorkflow {
  /// The document of a workflow with its whole history; nil where there is no such workflow.
  public init?(of id: String, in store: any Store) async throws(StoreError) {
    guard let record = try await store.workflow(id) else { return nil }
    let events = try await store.allEvents(of: id, through: record.version)
    guard let workflow = try History.fold(events, of: id), let first = events.first else {
      throw StoreError(.corrupt, "workflow \(id) has no first event")
    }
    var threads = ThreadExport(store: store, workflow: id, version: workflow.version)
    var document: JSON.Object = [
      "format": .string(Self.format), "version": JSON(Self.version), "checksum": "",
      "workflow": Self.summary(of: workflow, key: record.key),
    ]
    document.append("definition", first.data["definition"] ?? .null)
    document.append("events", .array(events.map(\.documented)))
    document.append("threads", .array(try await threads.all(in: events)))
    document["checksum"] = .string(Self.checksum(of: document))
    self.init(json: document)
  }
}

extension Store {
  /// The events of a workflow up to a number, in order.
  func allEvents(
    of workflow: String, through last: Int
  ) async throws(StoreError) -> [EventRecord] {
    var found: [EventRecord] = []
    while found.count < last {
      let page = try await events(
        EventQuery(
          workflow: workflow, afterSeq: found.last?.seq ?? 0, limit: min(1000, last - found.count)))
      if page.isEmpty { break }
      found += page
    }
    return found
  }
}

extension EventRecord {
  /// The event in a document.
  fileprivate var documented: JSON {
    var data = data
    if seq == 1, var members = data.objectValue {
      members["definition"] = nil
      data = .object(members)
    }
    return [
      "seq": JSON(seq), "type": .string(type), "at": .string("\(at)"), "data": data,
    ]
  }
}

/// Reads the conversations that a workflow took part in.
private struct ThreadExport {
  private static let page = 1000

  let store: any Store
  let workflow: String
  /// The last event in the document; what was said later is left out.
  let version: Int
  private var payloads: PayloadReader

  init(store: any Store, workflow: String, version: Int) {
    self.store = store
    self.workflow = workflow
    self.version = version
    payloads = PayloadReader(store: store)
  }

  /// The threads that events name, in the order in which they do.
  mutating func all(in events: [EventRecord]) async throws(StoreError) -> [JSON] {
    var seen: Set<String> = []
    var threads: [JSON] = []
    for id in events.compactMap({ $0.data["threadId"]?.stringValue }) where seen.insert(id).inserted
    {
      if let record = try await store.thread(id) { threads.append(try await document(record)) }
    }
    return threads
  }

  private mutating func document(_ record: ThreadRecord) async throws(StoreError) -> JSON {
    var thread: JSON.Object = [
      "id": .string(record.id), "owned": .bool(record.workflow == workflow),
    ]
    thread["title"] = record.title.map(JSON.string)
    thread["metadata"] = record.metadata
    thread.append("createdAt", .string("\(record.createdAt)"))
    thread.append("updatedAt", .string("\(record.updatedAt)"))
    thread.append("messages", .array(try await messages(of: record.id)))
    return .object(thread)
  }

  private mutating func messages(of thread: String) async throws(StoreError) -> [JSON] {
    var messages: [JSON] = []
    var position: Int?
    while true {
      let page = try await store.messages(of: thread, after: position, limit: Self.page)
      for record in page {
        if let message = try await document(record) { messages.append(message) }
      }
      guard page.count == Self.page else { return messages }
      position = page.last?.position
    }
  }

  /// Nil for a message that is younger than the last event in the document.
  private mutating func document(_ record: MessageRecord) async throws(StoreError) -> JSON? {
    let isOwn = record.workflow == workflow
    var message: JSON.Object = ["id": .string(record.id), "role": .string(record.role)]
    switch record.content {
    case .event(let seq, let member) where isOwn:
      guard seq <= version else { return nil }
      message.append("contentFrom", ["seq": JSON(seq), "member": .string(member)])
    case .event, .inline:
      // What another workflow said is carried along as text: its events are not.
      let content = try await payloads.value(record.content, of: record.workflow ?? "")
      message.append("content", content ?? .null)
    }
    if isOwn {
      message.append("workflowId", .string(workflow))
      message["stepId"] = record.step.map(JSON.string)
    }
    message["metadata"] = record.metadata
    message.append("createdAt", .string("\(record.createdAt)"))
    return .object(message)
  }
}
