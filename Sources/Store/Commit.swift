/// Changes that become durable together or not at all.
public struct Commit: Sendable, Equatable {
  /// Names this commit: sent a second time with the same operation it is `alreadyApplied`, whatever
  /// its guards would say. What is remembered: see `workflowsThatRemember`.
  public var operation: String
  /// What must be true before; checked in order, before anything is written.
  public var guards: [Guard]
  /// What is written, in order.
  public var changes: [Change]

  public init(operation: String, guards: [Guard], changes: [Change]) {
    self.operation = operation
    self.guards = guards
    self.changes = changes
  }
}

/// A condition on the records that a commit expects.
public enum Guard: Sendable, Equatable {
  /// There is no workflow with this id (nor a deleted one), and none with this key.
  case workflowAbsent(id: String, key: String?)
  /// The workflow is at this version and this fence. Another fence: `fenced`; another version:
  /// `conflict`; no workflow: `notFound`.
  case workflow(id: String, version: Int, fence: Int)
  /// The workflow exists, at whatever version; otherwise `notFound`.
  case workflowExists(id: String)
  /// There is no document with this id; otherwise `conflict`.
  case documentAbsent(DocumentID)
  /// The document exists at this revision; otherwise `notFound` or `conflict`.
  case document(DocumentID, revision: Int)
  /// There is no thread with this id; otherwise `conflict`.
  case threadAbsent(String)
  /// The thread exists; otherwise `notFound`.
  case threadExists(String)
  /// A place under a limit that holds over the whole store is free or already held by `holder`,
  /// and nobody queued for it earlier; otherwise `contended`, and `holder` stands in the queue, first
  /// come first served (the queue is all that a refused commit leaves). Passing this guard takes the
  /// place; a commit that is refused by another guard takes none. Precisely: the places held plus
  /// the queue before `holder` are fewer than `limit`.
  case claim(key: String, limit: Int, holder: String)
}

/// One written thing.
public enum Change: Sendable, Equatable {
  /// Writes the workflow's row; the commit's operation is remembered with it. A key that another
  /// workflow has, or the id of a deleted one: `conflict`.
  case workflow(WorkflowRecord)
  /// Writes a step's row, found by its id within the workflow. No such workflow: `notFound`.
  case step(StepRecord)
  /// Appends an event; its cursor is given by the store, consecutive within a commit. No such workflow, not even a deleted one:
  /// `notFound`; a `seq` that is there already: `conflict`.
  case event(EventRecord)
  /// Writes a thread's row; `createdAt` of an existing one stays.
  case thread(ThreadRecord)
  /// Opens a thread where there is none with this id; of an existing one only `updatedAt` changes.
  case openThread(ThreadRecord)
  /// Appends a message; its position is given by the store. One with a known id is replaced in
  /// place. Where there is no such thread the message vanishes.
  case message(MessageRecord)
  case deleteThread(String)
  /// Writes a document; its revision is one more than before, or 1.
  case document(DocumentRecord)
  case deleteDocument(DocumentID)
  /// Appends to a workflow's inbox; nobody needs to own it. Where there is no such workflow the
  /// record vanishes; an id that is there already: `conflict`.
  case inbox(InboxRecord)
  /// Removes inbox records by id.
  case drain(workflow: String, ids: [String])
  /// Gives back a place taken by `Guard.claim`, or leaves the queue for it.
  case release(key: String, holder: String)
  /// Removes a workflow with its steps, events, inbox, documents and, unless kept, the threads it
  /// owns with their messages. Its id stays taken, its key does not; events appended later in the
  /// same commit stay readable. Messages that stay and whose content stands in a removed event get
  /// that content inline.
  case deleteWorkflow(id: String, keepThreads: Bool)
}

/// What became of a commit.
public enum CommitOutcome: Sendable, Equatable {
  /// Written and durable; `cursor` is that of the last event written by this commit (0: none).
  case applied(cursor: Int64)
  /// This very operation was applied before.
  case alreadyApplied
  /// A record is not as the guard expects.
  case conflict
  /// The workflow was taken over by another engine.
  case fenced
  /// A record that must exist does not.
  case notFound
  /// The place named by `key` is taken.
  case contended(key: String)
}
