import Store

extension StorePromise {
  static let claims: [StorePromise] = [
    StorePromise("a limit admits as many holders as it says") { trial in
      try expect(try await trial.claim("a", limit: 2), is: .applied(cursor: 0), "the first")
      try expect(try await trial.claim("b", limit: 2), is: .applied(cursor: 0), "the second")
      try expect(try await trial.claim("c", limit: 2), is: .contended(key: "k"), "the third")
      try expect(try await trial.claim("a", limit: 2), is: .applied(cursor: 0), "a holder again")
      try expect(
        try await trial.claim("c", key: "other", limit: 2), is: .applied(cursor: 0), "another key")
    },

    StorePromise("a contended commit leaves nothing but its place in the queue") { trial in
      _ = try await trial.claim("a")
      let outcome = try await trial.commit(
        "b", if: .claim(key: "free", limit: 1, holder: "b"),
        .claim(key: "k", limit: 1, holder: "b"), do: .document(.sample("d")))
      try expect(outcome, is: .contended(key: "k"), "the outcome")
      let document = try await trial.store.document(DocumentID(kind: "template", key: "d"))
      try expect(document, is: nil, "the document")
      try expect(
        try await trial.claim("c", key: "free"), is: .applied(cursor: 0),
        "the place of the guard that passed")
      let again = try await trial.commit("b", if: .claim(key: "k", limit: 9, holder: "b"))
      try expect(again, is: .applied(cursor: 0), "the same operation later")
    },

    StorePromise("places are given first come, first served") { trial in
      _ = try await trial.claim("a")
      for holder in ["b", "c", "b"] {
        try expect(try await trial.claim(holder), is: .contended(key: "k"), "\(holder) at first")
      }
      try await trial.write(.release(key: "k", holder: "a"))
      try expect(try await trial.claim("c"), is: .contended(key: "k"), "c before b")
      try expect(try await trial.claim("d"), is: .contended(key: "k"), "d before b and c")
      try expect(try await trial.claim("b"), is: .applied(cursor: 0), "b in its turn")
      try await trial.write(.release(key: "k", holder: "c"), .release(key: "k", holder: "b"))
      try expect(try await trial.claim("d"), is: .applied(cursor: 0), "d after c left the queue")
    },

    StorePromise("with several places free, only those before count") { trial in
      _ = try await trial.claim("a", limit: 1)
      _ = try await trial.claim("b", limit: 1)
      try expect(try await trial.claim("c", limit: 2), is: .contended(key: "k"), "one for b")
      try expect(try await trial.claim("c", limit: 3), is: .applied(cursor: 0), "one for each")
      try expect(try await trial.claim("b", limit: 3), is: .applied(cursor: 0), "that of b")
    },

    StorePromise("who holds places and who waits can be read") { trial in
      let none = ClaimRecord(held: 0, holders: [], waiting: [])
      try expect(try await trial.store.claims(on: "k", limit: 9), is: none, "a key nobody used")
      for holder in ["b", "a", "d", "c"] { _ = try await trial.claim(holder, limit: 2) }
      _ = try await trial.claim("e", key: "other")
      try expect(
        try await trial.store.claims(on: "k", limit: 9),
        is: ClaimRecord(held: 2, holders: ["a", "b"], waiting: ["d", "c"]), "everybody")
      try expect(
        try await trial.store.claims(on: "k", limit: 1),
        is: ClaimRecord(held: 2, holders: ["a"], waiting: ["d"]), "the first")
      try await trial.write(.release(key: "k", holder: "a"), .release(key: "k", holder: "d"))
      try expect(
        try await trial.store.claims(on: "k", limit: 9),
        is: ClaimRecord(held: 1, holders: ["b"], waiting: ["c"]), "those who stayed")
    },

    StorePromise("a place may be taken and given back by one commit") { trial in
      let outcome = try await trial.commit(
        "a", if: .claim(key: "k", limit: 1, holder: "a"), do: .release(key: "k", holder: "a"))
      try expect(outcome, is: .applied(cursor: 0), "the outcome")
      try expect(try await trial.claim("b"), is: .applied(cursor: 0), "the place")
    },

    StorePromise("a commit refused by a later guard takes no place") { trial in
      let outcome = try await trial.commit(
        "a", if: .claim(key: "k", limit: 1, holder: "a"), .threadExists("t"))
      try expect(outcome, is: .notFound, "the outcome")
      try expect(try await trial.claim("b"), is: .applied(cursor: 0), "the place")
    },

    StorePromise("a commit that claims twice needs two places") { trial in
      let two = try await trial.commit(
        "two", if: .claim(key: "k", limit: 1, holder: "a"),
        .claim(key: "k", limit: 1, holder: "b"))
      try expect(two, is: .contended(key: "k"), "the outcome")
      let same = try await trial.commit(
        "same", if: .claim(key: "l", limit: 1, holder: "a"),
        .claim(key: "l", limit: 1, holder: "a"))
      try expect(same, is: .applied(cursor: 0), "the outcome for one holder")
    },
  ]
}

extension StoreTrial {
  /// A commit whose only guard is a claim.
  fileprivate func claim(
    _ holder: String, key: String = "k", limit: Int = 1
  ) async throws -> CommitOutcome {
    let claim = Guard.claim(key: key, limit: limit, holder: holder)
    let commit = Commit(operation: operations.next(), guards: [claim], changes: [])
    return try await store.commit([commit])[0]
  }
}
