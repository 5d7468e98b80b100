import JSON

/// A foreign language, as far as turning its states into steps goes: what each state does is its
/// own, how they follow each other is `FlowWriter`'s.
protocol FlowLanguage {
  var journal: ImportJournal { get set }

  /// Writes what a `work` state does with the document it is given.
  mutating func work(_ state: String, _ document: StateDocument) throws(ImportRefusal) -> FlowWork
  /// The conditions of a `choice`, in order, without the last way's, which has none.
  mutating func conditions(
    of state: String, _ document: StateDocument
  ) throws(ImportRefusal) -> [String]
  /// Writes a state after which nothing follows.
  mutating func stop(
    _ state: String, _ document: StateDocument
  ) throws(ImportRefusal) -> [JSON.Object]
  /// What the author called a state.
  func title(of state: String) -> String
  /// The place of a state in the source.
  func place(of state: String) -> JSONPointer
}

extension FlowLanguage {
  func title(of state: String) -> String { state }
}

/// What a state became.
struct FlowWork {
  var steps: [JSON.Object]
  /// The index of the step whose failure the state's handlers handle.
  var failing = 0
  /// The document after it.
  var document: StateDocument
  /// For each handler: the types of problems it matches (nil: all), and the document it is given.
  var handlers: [(match: [String]?, document: StateDocument)] = []
}

/// Steps in order.
struct FlowBlock {
  var steps: [JSON.Object] = []
  /// The document at their end; nil where the end is never reached.
  var document: StateDocument?
}
