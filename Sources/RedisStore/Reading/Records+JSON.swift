import JSON
import Store
import Time

/// A JSON text that a list holds, with what it is of for complaints.
struct KeptJSON {
  let json: JSON
  private let subject: String

  init(_ text: String, of subject: String) throws(StoreError) {
    self.subject = subject
    do throws(JSONSyntaxError) {
      json = try JSON(parsing: text)
    } catch {
      throw StoreError(.corrupt, "a \(subject) in the store is no JSON: \(error)")
    }
  }

  func text(_ name: String) throws(StoreError) -> String {
    guard let text = json[name]?.stringValue else { throw corrupt(name) }
    return text
  }

  func number(_ name: String) throws(StoreError) -> Int {
    guard let number = json[name]?.intValue else { throw corrupt(name) }
    return number
  }

  func instant(_ name: String) throws(StoreError) -> Instant {
    guard let instant = Instant(try text(name)) else { throw corrupt(name) }
    return instant
  }

  func corrupt(_ name: String) -> StoreError {
    StoreError(.corrupt, "a \(subject) in the store lacks \(name) or has it in another form")
  }
}

extension EventRecord {
  init(_ text: String, of workflow: String) throws(StoreError) {
    let kept = try KeptJSON(text, of: "event")
    self.init(
      workflow: workflow, seq: try kept.number("seq"), cursor: Int64(try kept.number("cursor")),
      type: try kept.text("type"), at: try kept.instant("at"), data: kept.json["data"] ?? .null)
  }
}

extension MessageRecord {
  init(_ text: String, of thread: String, position: Int) throws(StoreError) {
    let kept = try KeptJSON(text, of: "message")
    let content: Payload
    if let from = kept.json["contentFrom"] {
      guard let seq = from[0]?.intValue, let member = from[1]?.stringValue else {
        throw kept.corrupt("contentFrom")
      }
      content = .event(seq: seq, member: member)
    } else {
      content = .inline(kept.json["content"] ?? .null)
    }
    self.init(
      id: try kept.text("id"), thread: thread, position: position, role: try kept.text("role"),
      content: content, workflow: kept.json["workflowId"]?.stringValue,
      step: kept.json["stepId"]?.stringValue, metadata: kept.json["metadata"],
      createdAt: try kept.instant("createdAt"))
  }
}

extension InboxRecord {
  init(_ text: String, of workflow: String) throws(StoreError) {
    let kept = try KeptJSON(text, of: "inbox record")
    self.init(
      id: try kept.text("id"), workflow: workflow, at: try kept.instant("at"),
      body: kept.json["body"] ?? .null)
  }
}
