import JSON
import Store

extension StorePromise {
  static let durability: [StorePromise] = [
    StorePromise("what was committed is there after the store was opened again", need: .reopening) {
      trial in
      let workflow = WorkflowRecord.sample("w").with {
        $0.due = .at(5)
        $0.wants = ["agent"]
      }
      try await trial.write(
        .workflow(workflow), .step(.sample("s", of: "w")), .event(.sample("w", 1)),
        .thread(.sample("t")), .message(.sample("m", in: "t", .inline("text"))),
        .document(.sample("d")), .inbox(.sample("i", to: "w")))
      let before = try await Reading(of: trial.store)
      let reopened = try await trial.reopen()
      try expect(try await Reading(of: reopened.store), is: before, "everything")
      try expect(before.workflows, is: [workflow], "the workflows")
      await reopened.store.close()
    },

    StorePromise("operations, claims and cursors outlive the store", need: .reopening) { trial in
      let commits = [
        Commit(
          operation: "create", guards: [.workflowAbsent(id: "w", key: nil)],
          changes: [.workflow(.sample("w")), .event(.sample("w", 1))]),
        Commit(
          operation: "claim", guards: [.claim(key: "k", limit: 1, holder: "a")],
          changes: [.document(.sample("d"))]),
      ]
      _ = try await trial.store.commit(commits)
      let second = Guard.claim(key: "k", limit: 1, holder: "b")
      _ = try await trial.commit("b", if: second)
      try await trial.write(.deleteWorkflow(id: "w", keepThreads: false))
      let last = try await trial.store.lastCursor()
      let reopened = try await trial.reopen()
      try expect(
        try await reopened.store.commit([commits[1]]), is: [.alreadyApplied], "the operation")
      try expect(try await reopened.commit("c", if: second), is: .contended(key: "k"), "the claim")
      try expect(try await reopened.store.lastCursor(), is: last, "the last cursor")
      let taken = try await reopened.commit("d", if: .workflowAbsent(id: "w", key: nil))
      try expect(taken, is: .conflict, "the deleted workflow's id")
      await reopened.store.close()
    },
  ]
}
