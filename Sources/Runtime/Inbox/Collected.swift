public import JSON
public import Store

/// A workflow that another engine moves, and the letters this one sent it that wait for an answer.
public struct Ask: Sendable, Equatable {
  public var workflow: String
  public var letters: [String]
}

/// What a look into the store's inboxes brought.
public struct Collected: Sendable {
  /// The letters to workflows of this engine, by workflow, in order.
  public var letters: [String: [InboxRecord]]
  /// What became of this engine's own letters, by their ids.
  public var answers: [String: JSON]
  /// How the places stand that were asked about, by key.
  public var places: [String: ClaimRecord] = [:]
  /// How the workflows stand that hold these places and are not in memory, as far as that was read.
  public var resting: [String: Standing] = [:]
  /// The workflows asked that no other living engine has: this one can do what it asked for.
  public var unowned: Set<String>
  /// The workflows asked that are no longer there.
  public var missing: Set<String>

  public init(
    letters: [String: [InboxRecord]] = [:], answers: [String: JSON] = [:],
    unowned: Set<String> = [], missing: Set<String> = []
  ) {
    self.letters = letters
    self.answers = answers
    self.unowned = unowned
    self.missing = missing
  }
}

extension InboxRecord {
  /// Where the owner writes what became of this letter.
  public static func answer(to letter: String) -> DocumentID { .answer(to: letter) }
}
