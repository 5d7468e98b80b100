import Engine
import Store

extension Runtime {
  /// Reads the letters to this engine's workflows, and what became of its own.
  func collect(_ asks: [Ask], places keys: [String]) async throws(StoreError) -> Collected {
    var found = Collected()
    for key in keys {
      let claims = try await store.claims(on: key, limit: Loop.queueLook)
      found.places[key] = claims
      if loop.weighsPlaces { try await look(at: claims.holders, &found) }
    }
    for workflow in try await store.mail(for: engine) {
      found.letters[workflow] = try await store.inbox(of: workflow)
    }
    guard !asks.isEmpty else { return found }
    let living = try await livingEngines()
    for ask in asks { try await look(after: ask, living, &found) }
    return found
  }

  /// Reads how those stand that hold places and are not in memory, until one is found that moves.
  private func look(
    at holders: [String], _ found: inout Collected
  ) async throws(StoreError) {
    for id in Set(holders.map(Workflow.claimant)) where loop.isAtRest(id) {
      let record = try await store.workflow(id)
      let standing = record.map { self.standing(of: $0) } ?? .finished
      found.resting[id] = standing
      if standing != .blocked { return }
    }
  }

  private func look(
    after ask: Ask, _ living: Set<String>, _ found: inout Collected
  ) async throws(StoreError) {
    // Before the answers: whoever deletes a workflow answers in the same commit.
    let record = try await store.workflow(ask.workflow)
    for letter in ask.letters {
      let answer = InboxRecord.answer(to: letter)
      if let document = try await store.document(answer) {
        found.answers[letter] = document.body
      }
    }
    guard let record else {
      found.missing.insert(ask.workflow)
      return
    }
    if let owner = record.owner {
      if owner != engine, !living.contains(owner) { found.unowned.insert(ask.workflow) }
    } else {
      found.unowned.insert(ask.workflow)
    }
  }

  /// Answers with a workflow that another engine changed.
  func recall(_ token: Int, _ workflow: String) async {
    do throws(StoreError) {
      let snapshot = try await snapshot(of: workflow)
      mailbox.answer(token, snapshot.map(CommandReply.workflow) ?? .done)
    } catch {
      mailbox.answer(token, .refused(.store(error)))
    }
  }
}
