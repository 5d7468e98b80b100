import Engine
import JSON
import Runtime
import Store
import Time
import Wire

extension Wire.Event {
  /// Members of stored data that stand elsewhere on the wire, or are the engine's own.
  private static let hidden: Set<String> = [
    "stepId", "stepName", "attempt", "path", "seed", "position", "isCounted", "imported",
    "depth", "language", "isWhole", "isRepair",
  ]

  init(_ published: PublishedEvent) {
    self.init()
    let record = published.record
    let stored = published.data
    workflowId = record.workflow
    seq = record.seq
    type = EventType(rawValue: record.type) ?? .workflowUpdated
    at = record.at
    stepId = stored["stepId"]?.stringValue
    stepName = stored["stepName"]?.stringValue
    attempt = stored["attempt"]?.intValue
    let members = (stored.objectValue?.members ?? []).filter { !Self.hidden.contains($0.key) }
    data = members.isEmpty ? nil : .object(JSON.Object(members: members))
  }

  init(_ event: EphemeralEvent) {
    self.init()
    workflowId = event.workflow
    type = EventType(rawValue: event.type) ?? .stepProgress
    at = event.at
    stepId = event.stepId
    stepName = event.stepName
    attempt = event.attempt
    data = event.data
  }
}

/// A place in the stream of events, as clients keep it.
enum EventCursor: Equatable {
  /// In the order of the whole store.
  case store(Int64)
  /// After an event of one workflow.
  case within(String, seq: Int)

  var text: String {
    switch self {
    case .store(let cursor): String(cursor)
    case .within(let workflow, let seq): "\(workflow)#\(seq)"
    }
  }

  init?(_ text: String) {
    if let cursor = Int64(text), cursor >= 0 {
      self = .store(cursor)
      return
    }
    guard let mark = text.lastIndex(of: "#"), let seq = Int(text[text.index(after: mark)...]),
      seq >= 0
    else { return nil }
    self = .within(String(text[..<mark]), seq: seq)
  }
}
