import Store
import Time

extension StorePromise {
  static let inboxes: [StorePromise] = [
    StorePromise("an inbox keeps what is sent, in order, until it is drained") { trial in
      try await trial.write(.workflow(.sample("w")), .workflow(.sample("x")))
      let sent = ["b", "a", "c"].map { InboxRecord.sample($0, to: "w") }
      for record in sent { try await trial.write(.inbox(record)) }
      try await trial.write(.inbox(.sample("d", to: "x")))
      try expect(try await trial.store.inbox(of: "w"), is: sent, "the inbox")
      try await trial.write(.drain(workflow: "w", ids: ["b", "c", "d", "unknown"]))
      try expect(try await trial.store.inbox(of: "w").map(\.id), is: ["a"], "what is left")
      try expect(try await trial.store.inbox(of: "x").map(\.id), is: ["d"], "the other inbox")
      try await trial.write(.inbox(.sample("b", to: "w")))
      try expect(try await trial.store.inbox(of: "w").map(\.id), is: ["a", "b"], "an id again")
    },

    StorePromise("what is sent to no workflow vanishes") { trial in
      let outcome = try await trial.commit("one", do: .inbox(.sample("i", to: "nowhere")))
      try expect(outcome, is: .applied(cursor: 0), "the outcome")
      try await trial.write(.workflow(.sample("nowhere")), .inbox(.sample("i", to: "nowhere")))
      try expect(try await trial.store.inbox(of: "nowhere").count, is: 1, "the inbox")
    },

    StorePromise("an engine's mail names its workflows that have something in their inbox") {
      trial in
      let owned = { (id: String, owner: String?) in
        Change.workflow(.sample(id).with { $0.owner = owner })
      }
      try await trial.write(
        owned("a", "one"), owned("b", "one"), owned("c", "two"), owned("d", nil))
      for id in ["a", "a", "c", "d"] {
        try await trial.write(.inbox(.sample(trial.operations.next(), to: id)))
      }
      try expect(try await trial.store.mail(for: "one"), is: ["a"], "the mail")
      try await trial.write(owned("c", "one"))
      let mail = try await trial.store.mail(for: "one").sorted()
      try expect(mail, is: ["a", "c"], "the mail after a take-over")
      let records = try await trial.store.inbox(of: "a").map(\.id)
      try await trial.write(.drain(workflow: "a", ids: records))
      try expect(try await trial.store.mail(for: "one"), is: ["c"], "the mail after a drain")
    },
  ]

  static let leases: [StorePromise] = [
    StorePromise("leases are kept, renewed and dropped") { trial in
      try await trial.store.keepLease(.sample("b"))
      try await trial.store.keepLease(.sample("a"))
      var renewed = LeaseRecord.sample("b")
      renewed.expiresAt = .at(90)
      try await trial.store.keepLease(renewed)
      let leases = try await trial.store.leases()
      try expect(leases.map(\.engine), is: ["a", "b"], "the engines")
      try expect(leases.map(\.expiresAt), is: [.at(30), .at(90)], "their ends")
      try expect(leases.allSatisfy { $0.isGone != true }, "living engines are not gone")
      try expect(leases[0].host == "here" && leases[0].process == 17, "the rest is kept too")
      try await trial.store.dropLease(engine: "b")
      try await trial.store.dropLease(engine: "unknown")
      try expect(try await trial.store.leases().map(\.engine), is: ["a"], "the engines left")
    },

    StorePromise("an engine sees the others' leases and who of them is gone", need: .joining) {
      trial in
      let other = try await trial.join()
      try await trial.store.keepLease(.sample("one"))
      try await other.store.keepLease(.sample("two"))
      let both = try await trial.store.leases()
      try expect(both.map(\.engine), is: ["one", "two"], "the engines")
      try expect(both.allSatisfy { $0.isGone != true }, "living engines are not gone")
      await other.store.close()
      let left = try await trial.store.leases()
      try expect(left.map(\.engine), is: ["one", "two"], "leases that were not dropped stay")
      try expect(left[0].isGone != true, "the living engine is not gone")
      try expect(left[1].isGone != false, "the ended engine is not said to live")
    },

    StorePromise("changes signals what another engine commits", need: .joining) { trial in
      let other = try await trial.join()
      try await trial.store.keepLease(.sample("one"))
      try await other.store.keepLease(.sample("two"))
      let changes = trial.store.changes()
      try await other.write(.workflow(.sample("w")))
      var signals = changes.makeAsyncIterator()
      try expect(await signals.next() != nil, "a change is signalled")
      try expect(try await trial.store.workflow("w")?.id, is: "w", "what was committed")
      await other.store.close()
    },

    StorePromise("changes ends with the store") { trial in
      let changes = trial.store.changes()
      await trial.store.close()
      for await _ in changes {}
    },

    StorePromise("two engines never both pass a guard", need: .joining) { trial in
      let other = try await trial.join()
      try await trial.write(.workflow(.sample("w")))
      for version in 1...10 {
        async let mine = trial.takeOver(at: version, by: "one")
        async let theirs = other.takeOver(at: version, by: "two")
        let outcomes = try await [mine, theirs]
        try expect(outcomes.count { $0 == .applied(cursor: 0) }, is: 1, "those that passed")
        try expect(outcomes.contains(.conflict), "the other one is told")
      }
      await other.store.close()
    },
  ]
}

extension StoreTrial {
  fileprivate func takeOver(at version: Int, by engine: String) async throws -> CommitOutcome {
    try await commit(
      "\(engine) \(version)", if: .workflow(id: "w", version: version, fence: 0),
      do: .workflow(.sample("w", version: version + 1).with { $0.owner = engine }))
  }
}
