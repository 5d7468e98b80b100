import JSON
import Store

extension StorePromise {
  static let documents: [StorePromise] = [
    StorePromise("a document counts its writes") { trial in
      let id = DocumentID(kind: "template", key: "d")
      for revision in 1...3 {
        let document = DocumentRecord.sample("d", body: ["revision": .int(Int64(revision))])
        try await trial.write(.document(document))
        var expected = document
        expected.revision = revision
        try expect(try await trial.store.document(id), is: expected, "the document")
      }
      try await trial.write(.deleteDocument(id))
      try expect(try await trial.store.document(id), is: nil, "the deleted document")
      try await trial.write(.deleteDocument(id), .document(.sample("d")))
      try expect(try await trial.store.document(id)?.revision, is: 1, "the revision of a new one")
    },

    StorePromise("documents are listed by kind and prefix, sorted by the bytes of their keys") {
      trial in
      let keys = ["a/2", "a/10", "a/é", "a/z", "a/Z", "a/\u{10FFFF}", "a/\u{FFFD}", "b/1", "a"]
      try await trial.write(keys.map { .document(.sample($0)) })
      try await trial.write(
        .document(DocumentRecord(id: DocumentID(kind: "reply", key: "a/1"), body: .null)))
      let sorted = ["a/10", "a/2", "a/Z", "a/z", "a/é", "a/\u{FFFD}", "a/\u{10FFFF}"]
      try expect(try await trial.documents("a/"), is: sorted, "those with the prefix")
      try expect(
        try await trial.documents("a/", after: "a/Z", limit: 2), is: ["a/z", "a/é"], "a page")
      try expect(try await trial.documents("a/", after: "a"), is: sorted, "after a shorter key")
      try expect(try await trial.documents("a/", after: "b"), is: [], "after all")
      try expect(try await trial.documents("").count, is: keys.count, "the number of all")
      try expect(try await trial.documents("", limit: 0), is: [], "none at all")
    },
  ]
}

extension StoreTrial {
  /// The keys of templates.
  fileprivate func documents(
    _ prefix: String, after key: String? = nil, limit: Int = 100
  ) async throws -> [String] {
    try await store.documents(kind: "template", prefix: prefix, after: key, limit: limit)
      .map(\.id.key)
  }
}
