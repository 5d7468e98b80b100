import Store
import Time

extension StorePromise {
  static let adoption: [StorePromise] = [
    StorePromise("a workflow without an owner is adoptable when it is due") { trial in
      try await trial.write(
        parked("past") { $0.due = .at(1) }, parked("now") { $0.due = .at(10) },
        parked("later") { $0.due = .at(11) }, parked("never") { _ in },
        parked("owned") {
          $0.due = .at(1)
          $0.owner = "living"
        })
      try expect(try await trial.adoptable(), is: ["now", "past"], "the adoptable")
      try await trial.write(parked("past") { $0.due = nil })
      try expect(try await trial.adoptable(), is: ["now"], "the adoptable after a change")
    },

    StorePromise("a workflow without an owner is adoptable when an agent it wants is there") {
      trial in
      try await trial.write(
        parked("a") { $0.wants = ["writer", "reader"] }, parked("b") { $0.wants = ["reader"] },
        parked("c") { $0.wants = ["judge"] },
        parked("owned") {
          $0.wants = ["reader"]
          $0.owner = "living"
        })
      try expect(try await trial.adoptable(agents: ["reader"]), is: ["a", "b"], "for a reader")
      try expect(
        try await trial.adoptable(agents: ["writer", "judge"]), is: ["a", "c"], "for two")
      try expect(try await trial.adoptable(), is: [], "for nobody")
      try await trial.write(
        parked("a") { $0.wants = ["judge"] },
        parked("b") {
          $0.wants = ["reader"]
          $0.owner = "living"
        }, parked("owned") { $0.wants = ["reader"] })
      try expect(try await trial.adoptable(agents: ["reader"]), is: ["owned"], "after a change")
    },

    StorePromise("the agents that workflows without an owner want are counted") { trial in
      func waiting(_ id: String, in scope: String, for agents: [String]) -> Change {
        .workflow(
          .sample(id).with {
            $0.status = "running"
            $0.scope = scope
            $0.wants = agents
          })
      }
      try await trial.write(
        waiting("a", in: "x", for: ["writer", "reader"]), waiting("b", in: "x", for: ["reader"]),
        waiting("c", in: "y", for: ["reader"]), waiting("d", in: "x", for: []),
        parked("owned") {
          $0.wants = ["judge"]
          $0.owner = "living"
        })
      let all = try await trial.store.wanted(scope: nil)
      try expect(all, is: ["writer": 1, "reader": 3], "in every scope")
      let some = try await trial.store.wanted(scope: "x")
      try expect(some, is: ["writer": 1, "reader": 2], "in one scope")
      try await trial.write(waiting("a", in: "x", for: []))
      let left = try await trial.store.wanted(scope: "x")
      try expect(left, is: ["reader": 1], "after a change")
    },

    StorePromise("a workflow without an owner is adoptable when it has mail") { trial in
      try await trial.write(
        parked("a") { _ in }, parked("owned") { $0.owner = "living" },
        .inbox(.sample("1", to: "a")), .inbox(.sample("2", to: "owned")))
      try expect(try await trial.adoptable(), is: ["a"], "the adoptable")
      try await trial.write(.drain(workflow: "a", ids: ["1"]))
      try expect(try await trial.adoptable(), is: [], "the adoptable after a drain")
    },

    StorePromise("a dead engine's workflows are adoptable, due or not") { trial in
      try await trial.write(
        parked("a") { $0.owner = "dead" }, parked("b") { $0.owner = "living" },
        parked("c") {
          $0.owner = "dead"
          $0.due = .at(99)
        })
      try expect(
        try await trial.adoptable(dead: ["dead", "unknown"]), is: ["a", "c"], "adoptable")
      try expect(try await trial.adoptable(), is: [], "the adoptable without a dead engine")
    },

    StorePromise("engines adopt from their own scope") { trial in
      for (id, scope) in [("a", ""), ("b", "/home"), ("c", "/home/x")] {
        try await trial.write(
          parked("due \(id)") {
            $0.scope = scope
            $0.due = .at(1)
          },
          parked("wants \(id)") {
            $0.scope = scope
            $0.wants = ["agent"]
          },
          parked("mail \(id)") { $0.scope = scope },
          parked("dead \(id)") {
            $0.scope = scope
            $0.owner = "dead"
          }, .inbox(.sample(id, to: "mail \(id)")))
      }
      let found = try await trial.adoptable("/home", agents: ["agent"], dead: ["dead"])
      try expect(found, is: ["dead b", "due b", "mail b", "wants b"], "of one scope")
      let all = try await trial.adoptable(agents: ["agent"], dead: ["dead"])
      try expect(all.count, is: 12, "the number of all scopes")
    },

    StorePromise("what is more urgent is adopted first, and no more than asked for") { trial in
      for priority in [3, 9, 0, 5] {
        try await trial.write(
          parked("due \(priority)") {
            $0.due = .at(1)
            $0.priority = priority
          },
          parked("wants \(priority)") {
            $0.wants = ["agent"]
            $0.priority = priority
          })
      }
      let query = AdoptionQuery(
        scope: nil, agents: ["agent"], deadEngines: [], now: .at(10), limit: 5)
      let found = try await trial.store.adoptable(query)
      try expect(found.map(\.priority), is: [9, 9, 5, 5, 3], "the priorities")
      try expect(Set(found.map(\.id)).count, is: 5, "each once")
    },

    StorePromise("a workflow adoptable for several reasons is named once") { trial in
      let record = WorkflowRecord.sample("w").with {
        $0.due = .at(1)
        $0.wants = ["a", "b"]
      }
      try await trial.write(
        .workflow(record), .inbox(.sample("1", to: "w")), .inbox(.sample("2", to: "w")))
      let query = AdoptionQuery(
        scope: nil, agents: ["a", "b"], deadEngines: [], now: .at(10), limit: 9)
      try expect(try await trial.store.adoptable(query), is: [record], "the adoptable")
    },

    StorePromise("a deleted workflow is not adoptable and not due") { trial in
      try await trial.write(
        parked("a") {
          $0.due = .at(1)
          $0.wants = ["agent"]
        }, parked("b") { $0.owner = "dead" }, .inbox(.sample("1", to: "a")))
      try await trial.write(
        .deleteWorkflow(id: "a", keepThreads: false), .deleteWorkflow(id: "b", keepThreads: false))
      let found = try await trial.adoptable(agents: ["agent"], dead: ["dead"])
      try expect(found, is: [], "the adoptable")
      try expect(try await trial.store.nextDue(scope: nil), is: nil, "the next due")
    },

    StorePromise("the next due moment is the earliest of what nobody owns, in scope") { trial in
      try expect(try await trial.store.nextDue(scope: nil), is: nil, "that of nothing")
      try await trial.write(
        parked("a") {
          $0.due = .at(30)
          $0.priority = 9
        },
        parked("b") {
          $0.due = .at(20)
          $0.scope = "/home"
        },
        parked("c") {
          $0.due = .at(10)
          $0.owner = "living"
        })
      try expect(try await trial.store.nextDue(scope: nil), is: .at(20), "that of all")
      try expect(try await trial.store.nextDue(scope: ""), is: .at(30), "that of one scope")
      try expect(try await trial.store.nextDue(scope: "/x"), is: nil, "that of an empty scope")
      try await trial.write(parked("c") { $0.due = .at(10) })
      try expect(try await trial.store.nextDue(scope: nil), is: .at(10), "that after a release")
    },
  ]

  private static func parked(
    _ id: String, _ change: (inout WorkflowRecord) -> Void
  ) -> Change {
    .workflow(.sample(id).with(change))
  }
}

extension StoreTrial {
  /// The ids of what is adoptable at second 10, sorted.
  fileprivate func adoptable(
    _ scope: String? = nil, agents: [String] = [], dead: [String] = []
  ) async throws -> [String] {
    let query = AdoptionQuery(
      scope: scope, agents: agents, deadEngines: dead, now: .at(10), limit: 100)
    return try await store.adoptable(query).map(\.id).sorted()
  }
}
