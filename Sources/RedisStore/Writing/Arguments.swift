import JSON
import Store
import Time

/// What a script takes, in the order in which it takes it (`Scripts/layout.lua`).
struct Arguments: Sendable, ExpressibleByArrayLiteral {
  private(set) var texts: [String] = []

  init() {}
  init(arrayLiteral elements: String...) { texts = elements }

  mutating func append(_ text: String) { texts.append(text) }
  mutating func append(_ number: some BinaryInteger) { texts.append(String(number)) }
  mutating func append(_ other: Arguments) { texts += other.texts }

  /// `-` for nothing, `+TEXT` for a text.
  mutating func append(maybe text: String?) { texts.append(text.map { "+\($0)" } ?? "-") }

  /// A count and as many texts.
  mutating func append(many list: [String]) {
    append(list.count)
    texts += list
  }

  mutating func append(_ id: DocumentID) {
    append(id.kind)
    append(id.key)
  }

  mutating func append(_ fields: HashFields) {
    append(many: fields.present)
    append(many: fields.absent)
  }
}

/// The fields of a hash: those with a value, and those that it must not have.
struct HashFields {
  private(set) var present: [String] = []
  private(set) var absent: [String] = []

  mutating func set(_ name: String, _ text: String?) {
    if let text { present += [name, text] } else { absent.append(name) }
  }

  mutating func set(_ name: String, _ number: Int) { set(name, String(number)) }
  mutating func set(_ name: String, _ instant: Instant) { set(name, "\(instant)") }
  mutating func set(_ name: String, _ json: JSON?) { set(name, json?.text) }
}
