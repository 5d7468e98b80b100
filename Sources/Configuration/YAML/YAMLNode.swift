import JSON

/// A value while its document is being read.
struct YAMLNode {
  var value: JSON
  var places: Places
  /// How much it is: 1 for each value in it, and the bytes of keys and scalars.
  var weight: Int
  /// How many levels of mappings and sequences it has.
  var height: Int

  init(scalar value: JSON, bytes: Int, at offset: Int) {
    self.value = value
    places = Places(value: offset)
    weight = 1 + bytes
    height = 0
  }

  init(sequenceAt offset: Int, _ elements: [YAMLNode]) {
    value = .array(elements.map(\.value))
    places = Places(value: offset, children: elements.map(\.places))
    weight = elements.reduce(1) { $0 + $1.weight }
    height = 1 + (elements.map(\.height).max() ?? 0)
  }

  init(mappingAt offset: Int, _ members: YAMLMembers) {
    value = .object(
      JSON.Object(members: members.entries.map { .init(key: $0.key, value: $0.node.value) }))
    places = Places(
      value: offset, keys: members.entries.map(\.keyOffset),
      children: members.entries.map(\.node.places))
    weight = members.entries.reduce(1) { $0 + $1.key.utf8.count + $1.node.weight }
    height = 1 + (members.entries.map(\.node.height).max() ?? 0)
  }
}

/// The members of a mapping while it is being read, each key once.
struct YAMLMembers {
  struct Entry {
    let key: String
    let keyOffset: Int
    let node: YAMLNode
  }

  private(set) var entries: [Entry] = []
  private var indices: [String: Int] = [:]

  /// Adds a member, unless there is one of that name: then it is returned and nothing happens.
  mutating func add(_ entry: Entry) -> Entry? {
    if let index = indices[entry.key] { return entries[index] }
    indices[entry.key] = entries.count
    entries.append(entry)
    return nil
  }
}
