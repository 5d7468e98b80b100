import JSON

/// What an import collects on its way: names given to steps, agents called, remarks.
struct ImportJournal {
  private(set) var agents: [String] = []
  private(set) var remarks: [ImportRemark] = []
  private var names: Set<String> = []

  /// A name for a step that no other step has: the wished one, else with a number behind it.
  mutating func name(_ wish: String) -> String {
    var name = wish
    var number = 2
    while !names.insert(name).inserted {
      name = "\(wish) \(number)"
      number += 1
    }
    return name
  }

  /// Notes that an agent is called, which the user has to offer.
  mutating func call(_ agent: String) {
    if !agents.contains(agent) { agents.append(agent) }
  }

  mutating func lose(_ message: String, at path: JSONPointer) {
    add(ImportRemark(kind: .loss, path: path, message: message))
  }

  mutating func note(_ message: String, at path: JSONPointer) {
    add(ImportRemark(kind: .note, path: path, message: message))
  }

  /// A place that is written twice says what it has to say once.
  private mutating func add(_ remark: ImportRemark) {
    if !remarks.contains(remark) { remarks.append(remark) }
  }

  /// Says for each member beyond the known ones that it is left out.
  mutating func loseMembers(
    of object: JSON.Object, beyond known: Set<String>, at path: JSONPointer
  ) {
    for key in object.keys where !known.contains(key) {
      lose("\"\(key)\" has no counterpart and is left out", at: path.appending(key))
    }
  }
}
