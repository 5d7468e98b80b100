/// One step of a picture, with the steps inside it.
struct GraphStep: Sendable {
  /// How the steps inside follow each other.
  enum Inside: Sendable {
    /// Lanes at once.
    case branches
    /// One of the lanes.
    case cases
    /// One lane, again and again; the text says how often.
    case body(String)
  }

  var title: String
  /// What it does, in a few words; empty where the title says it.
  var detail = ""
  /// The step's type, as definitions name it.
  var type: String
  /// Where it stands, in the protocol's words; nil in a definition.
  var status: String?
  var inside = Inside.branches
  var lanes: [GraphLane] = []
  /// What is done about its failures.
  var handlers: [GraphLane] = []
  /// What undoes it.
  var undo: [GraphStep] = []
  /// For each lane, the indices of the lanes that come before it.
  var needs: [[Int]] = []

  /// Whether nothing follows it.
  var isEnd: Bool { type == "fail" || type == "succeed" }
  var isDecision: Bool { type == "switch" }
  var hasNeeds: Bool { needs.contains { !$0.isEmpty } }
}

/// Steps in order, under a label.
struct GraphLane: Sendable {
  var label: String
  var steps: [GraphStep]
}

extension String {
  /// The text cut to so many characters, on one line.
  func cut(to length: Int) -> String {
    let line = String(map { $0.isNewline ? " " : $0 })
    return line.count <= length ? line : line.prefix(length - 1) + "…"
  }
}
