import Engine
import JSON
import MemoryStore
import Runtime
import Store

extension StorePromise {
  static let workflowDocuments: [StorePromise] = [
    StorePromise("a workflow goes through its document to another store and back unchanged") {
      trial in
      for seed in 1...3 as ClosedRange<UInt64> {
        let origin = MemoryStore()
        var lives = RandomLives(seed: seed, store: origin)
        for _ in 0..<80 { try await lives.live() }
        let other = seed == 1 ? trial.store : MemoryStore()
        for id in lives.workflows {
          try await Journey(id: id, seed: seed).check(from: origin, through: other)
        }
      }
    },

    StorePromise("what a store exports is what another store would export") { trial in
      let model = MemoryStore()
      var lives = RandomLives(seed: 9, store: trial.store)
      var modelLives = RandomLives(seed: 9, store: model)
      for _ in 0..<60 {
        try await lives.live()
        try await modelLives.live()
      }
      for id in lives.workflows {
        let found = try await ExportedWorkflow(of: id, in: trial.store)
        try expect(
          found, is: try await ExportedWorkflow(of: id, in: model), "the document of \(id)")
      }
    },
  ]
}

/// The way of one workflow from store to store.
private struct Journey {
  let id: String
  let seed: UInt64

  func check(from origin: any Store, through other: any Store) async throws {
    let first = try await export(origin)
    try await take(first, into: other)
    let second = try await export(other)
    try check(second, follows: first)
    let home = MemoryStore()
    try await take(second, into: home)
    try expect(try await export(home), is: second, "the document of \(id), seed \(seed)")
    try expect(
      try await Rows(of: id, in: home), is: try await Rows(of: id, in: other),
      "the rows of \(id), seed \(seed)")
    guard second == first else { return }
    try expect(
      try await Rows(of: id, in: other), is: try await Rows(of: id, in: origin),
      "the rows of \(id) after the journey, seed \(seed)")
  }

  /// Only what ran is changed: it is paused.
  private func check(_ second: ExportedWorkflow, follows first: ExportedWorkflow) throws {
    guard first.json["workflow"]?["status"] == "running" else {
      return try expect(second, is: first, "the document of \(id), seed \(seed)")
    }
    try expect(first.isContinued(by: second), "the history of \(id) goes on, seed \(seed)")
    try expect(
      second.json["workflow"]?["status"], is: "paused", "the status of \(id), seed \(seed)")
  }

  private func export(_ store: any Store) async throws -> ExportedWorkflow {
    guard let document = try await ExportedWorkflow(of: id, in: store) else {
      throw BrokenPromise(description: "\(id) is not there, seed \(seed)")
    }
    // As it is after it was written to a file and read again.
    let read = try JSON(parsing: JSON.object(document.json).text)
    try expect(read, is: .object(document.json), "the text of the document")
    return document
  }

  private func take(_ document: ExportedWorkflow, into store: any Store) async throws {
    let arrival = try await VerifiedDocument(document.json).arrival(in: store, scope: "")
    let commit = Commit(
      operation: "import \(id)", guards: arrival.guards, changes: arrival.changes)
    guard case .applied = try await store.commit([commit]).first else {
      throw BrokenPromise(description: "the import of \(id) was not applied, seed \(seed)")
    }
  }
}

/// What readers see of a workflow, without what engines need to share it.
private struct Rows: Equatable {
  var workflow: WorkflowRecord?
  var steps: [StepRecord]
  var messages: [[MessageRecord]]

  init(of id: String, in store: any Store) async throws {
    workflow = try await store.workflow(id)
    workflow?.owner = nil
    workflow?.fence = 0
    steps = try await store.steps(of: id, parent: nil, after: nil, limit: 1000)
    messages = []
    for thread in steps.compactMap(\.thread) {
      let said = try await store.messages(of: thread, after: nil, limit: 1000)
      messages.append(
        said.filter { $0.workflow == id }.map { message in
          var message = message
          message.position = 0
          return message
        })
    }
  }
}
