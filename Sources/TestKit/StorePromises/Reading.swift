import Store
import Time

/// All that can be read of a small store, for comparison.
struct Reading: Equatable {
  var workflows: [WorkflowRecord]
  var counts: [String: Int]
  var steps: [String: [StepRecord]] = [:]
  var inboxes: [String: [InboxRecord]] = [:]
  var eventsOfEach: [String: [EventRecord]] = [:]
  var events: [EventRecord]
  var lastCursor: Int64
  var threads: [ThreadRecord]
  var messages: [String: [MessageRecord]] = [:]
  var documents: [DocumentRecord] = []
  var adoptable: Set<String>
  var priorities: [Int]
  var mail: [String: Set<String>] = [:]
  var nextDue: [String?: Instant] = [:]

  /// - Parameter vocabulary: the ids, kinds and names that may occur; those of the promises where
  ///   nothing else is given.
  init(of store: any Store, _ vocabulary: Vocabulary = Vocabulary()) async throws {
    let all = 10_000
    workflows = try await store.workflows(WorkflowQuery(limit: all))
    counts = try await store.counts()
    events = try await store.events(EventQuery(limit: all))
    lastCursor = try await store.lastCursor()
    threads = try await store.threads(offset: 0, limit: all)
    let query = AdoptionQuery(
      scope: vocabulary.scopes.first, agents: vocabulary.agents, deadEngines: ["engine 1"],
      now: .at(50), limit: all)
    let adoptable = try await store.adoptable(query)
    self.adoptable = Set(adoptable.map(\.id))
    priorities = adoptable.map(\.priority)
    for id in vocabulary.workflows {
      var found = try await store.steps(of: id, parent: nil, after: nil, limit: all)
      for parent in found {
        found += try await store.steps(of: id, parent: parent.id, after: nil, limit: all)
      }
      steps[id] = found
      inboxes[id] = try await store.inbox(of: id)
      eventsOfEach[id] = try await store.events(EventQuery(workflow: id, limit: all))
    }
    for thread in threads {
      messages[thread.id] = try await store.messages(of: thread.id, after: nil, limit: all)
    }
    for kind in ["template", "reply"] {
      documents += try await store.documents(kind: kind, prefix: "", after: nil, limit: all)
    }
    for engine in vocabulary.engines { mail[engine] = Set(try await store.mail(for: engine)) }
    for scope in [nil] + vocabulary.scopes {
      nextDue[scope] = try await store.nextDue(scope: scope)
    }
  }
}

/// The ids and names that occur in a store.
struct Vocabulary: Sendable {
  var workflows = ["w"]
  var scopes = [""]
  var agents = ["agent"]
  var engines = ["engine 1", "engine 2"]
}
