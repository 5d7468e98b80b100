import JSON
import Store
import Time

/// The fields of a hash that was read.
struct Fields {
  private let values: [String: String]
  /// What the hash is of, for complaints.
  private let subject: String

  /// Nil for a hash that is not there.
  init?(_ reply: Reply, of subject: String) {
    let flat = reply.elements
    guard !flat.isEmpty else { return nil }
    var values: [String: String] = [:]
    for index in stride(from: 0, to: flat.count - 1, by: 2) {
      guard let name = flat[index].text, let value = flat[index + 1].text else { continue }
      values[name] = value
    }
    self.values = values
    self.subject = subject
  }

  subscript(name: String) -> String? { values[name] }

  func text(_ name: String) throws(StoreError) -> String {
    guard let text = values[name] else { throw corrupt("lacks the field \(name)") }
    return text
  }

  /// A number; `missing` where there is no such field, as in hashes of other programs.
  func number(_ name: String, missing: Int = 0) throws(StoreError) -> Int {
    guard let text = values[name] else { return missing }
    guard let number = Int(text) else { throw corrupt("has a field \(name) that is no number") }
    return number
  }

  func instant(_ name: String) throws(StoreError) -> Instant {
    guard let instant = Instant(try text(name)) else {
      throw corrupt("has a field \(name) that is no time")
    }
    return instant
  }

  func json(_ name: String) throws(StoreError) -> JSON? {
    guard let text = values[name] else { return nil }
    do throws(JSONSyntaxError) {
      return try JSON(parsing: text)
    } catch {
      throw corrupt("has a field \(name) that is no JSON: \(error)")
    }
  }

  /// A step's input or result.
  func payload(_ name: String) throws(StoreError) -> Payload? {
    if let from = values["\(name)From"] {
      guard let colon = from.firstIndex(of: ":"), let seq = Int(from[..<colon]) else {
        throw corrupt("refers to no event in \(name)From")
      }
      return .event(seq: seq, member: String(from[from.index(after: colon)...]))
    }
    guard let text = values[name] else { return nil }
    guard values["\(name)Format"] == "json" else { return .inline(.string(text)) }
    return try json(name).map(Payload.inline)
  }

  private func corrupt(_ what: String) -> StoreError {
    StoreError(.corrupt, "a \(subject) in the store \(what)")
  }
}
