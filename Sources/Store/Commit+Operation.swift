extension Commit {
  /// The workflows whose rows remember the operation of this commit: those that a guard names by id
  /// and version, or as absent, and that the commit writes and does not delete.
  ///
  /// A row remembers the operation that created it and the last one, which costs nothing. Where this
  /// is empty, a store remembers the operation in a list of its own, at least the last thousand.
  public var workflowsThatRemember: [String] {
    guards.compactMap { $0.guardedWorkflow }.filter { id in
      var isWritten = false
      for change in changes {
        switch change {
        case .workflow(let record) where record.id == id: isWritten = true
        case .deleteWorkflow(id, keepThreads: _): return false
        case .workflow, .step, .event, .thread, .openThread, .message, .deleteThread, .document,
          .deleteDocument, .inbox, .drain, .release, .deleteWorkflow:
          continue
        }
      }
      return isWritten
    }
  }
}

extension Guard {
  fileprivate var guardedWorkflow: String? {
    switch self {
    case .workflow(let id, version: _, fence: _), .workflowAbsent(let id, key: _): id
    case .workflowExists, .documentAbsent, .document, .threadAbsent, .threadExists, .claim: nil
    }
  }
}
