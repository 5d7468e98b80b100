public import JSON

/// The name of a document: what kind it is and which.
public struct DocumentID: Sendable, Hashable {
  /// Such as `template` or `reply`.
  public var kind: String
  public var key: String

  public init(kind: String, key: String) {
    self.kind = kind
    self.key = key
  }
}

/// A small named record: templates, answers to idempotent requests and the like.
public struct DocumentRecord: Sendable, Equatable {
  public var id: DocumentID
  /// The workflow it is deleted with, or nil.
  public var workflow: String?
  /// Counts its writes from 1; given by the store. 0 in a commit.
  public var revision: Int
  public var body: JSON

  public init(id: DocumentID, workflow: String? = nil, revision: Int = 0, body: JSON) {
    self.id = id
    self.workflow = workflow
    self.revision = revision
    self.body = body
  }
}
