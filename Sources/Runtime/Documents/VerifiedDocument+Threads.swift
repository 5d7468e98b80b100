import Engine
import JSON
import Store
import Time

extension VerifiedDocument.Conversation {
  /// The conversations of a document.
  static func all(
    in document: DocumentReader, of replay: HistoryReplay
  ) throws(InvalidDefinition) -> [Self] {
    var ids: Set<String> = []
    var all: [Self] = []
    for thread in try document.elements("threads") {
      let conversation = try Self(thread, of: replay)
      guard ids.insert(conversation.thread.id).inserted else {
        throw thread.at("id").problem("duplicate", "this thread stands here twice")
      }
      all.append(conversation)
    }
    return all
  }

  private init(_ reader: DocumentReader, of replay: HistoryReplay) throws(InvalidDefinition) {
    thread = ThreadRecord(
      id: try reader.text("id", canBeEmpty: false),
      workflow: try reader.boolean("owned") ? replay.workflow?.id : nil,
      title: reader.json["title"]?.stringValue, metadata: reader.json["metadata"],
      createdAt: try reader.instant("createdAt"), updatedAt: try reader.instant("updatedAt"))
    messages = []
    var ids: Set<String> = []
    for message in try reader.elements("messages") {
      let record = try Self.message(message, in: thread.id, of: replay)
      guard ids.insert(record.id).inserted else {
        throw message.at("id").problem("duplicate", "this message stands here twice")
      }
      messages.append(record)
    }
  }

  private static func message(
    _ reader: DocumentReader, in thread: String, of replay: HistoryReplay
  ) throws(InvalidDefinition) -> MessageRecord {
    let isOwn = reader.json["workflowId"] != nil
    if isOwn, try reader.text("workflowId") != replay.workflow?.id {
      throw reader.at("workflowId").problem("mismatch", "this is another workflow")
    }
    return MessageRecord(
      id: try reader.text("id", canBeEmpty: false), thread: thread, role: try reader.text("role"),
      content: try content(reader, isOwn: isOwn, of: replay),
      workflow: isOwn ? replay.workflow?.id : nil, step: reader.json["stepId"]?.stringValue,
      metadata: reader.json["metadata"], createdAt: try reader.instant("createdAt"))
  }

  private static func content(
    _ reader: DocumentReader, isOwn: Bool, of replay: HistoryReplay
  ) throws(InvalidDefinition) -> Payload {
    guard reader.json["contentFrom"] != nil else {
      return .inline(try reader.member("content").json)
    }
    let reference = reader.at("contentFrom")
    guard isOwn, let payload = replay.value(at: reference.json) else {
      throw reference.problem("mismatch", "no event here has this content")
    }
    return payload
  }
}
