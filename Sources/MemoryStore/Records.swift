import Store
import Time

/// Everything that is kept. Each record is found by its id; what adoption asks for is indexed.
struct Records {
  var workflows: [String: KeptWorkflow] = [:]
  /// The events that stay readable of deleted workflows, by id.
  var deleted: [String: [EventRecord]] = [:]
  /// Workflow ids by idempotency key.
  var keys: [String: String] = [:]
  var counts: [String: Int] = [:]

  var log = EventLog()
  var threads: [String: KeptThread] = [:]
  var documents: [DocumentID: DocumentRecord] = [:]
  /// What a workflow's deletion concerns, by its id.
  var belongings: [String: Belongings] = [:]

  /// Workflows that have something in their inbox.
  var mailed: Set<String> = []
  var inboxIDs: Set<String> = []
  var index = AdoptionIndex()
  var claims: [String: ClaimQueue] = [:]
  var operations = OperationList()
  var leases: [String: Lease] = [:]

  var lastCursor: Int64 { log.last }
}

/// A workflow with all that belongs to it.
struct KeptWorkflow {
  var record: WorkflowRecord
  /// The operation that created it.
  var creation: String
  /// The operation that wrote its row last.
  var operation: String
  var steps: [String: StepRecord] = [:]
  /// Step ids by the id of their parent.
  var children: [String?: Set<String>] = [:]
  var events: [EventRecord] = []
  var inbox: [InboxRecord] = []
}

/// Where to look when a workflow is deleted. An entry may be out of date: the record itself decides.
struct Belongings {
  var threads: Set<String> = []
  var documents: Set<DocumentID> = []
  /// Threads that hold messages whose content stands in events of the workflow.
  var citedIn: Set<String> = []
}

extension KeptWorkflow {
  mutating func write(_ step: StepRecord) {
    if let old = steps[step.id], old.parent != step.parent { children[old.parent]?.remove(step.id) }
    children[step.parent, default: []].insert(step.id)
    steps[step.id] = step
  }

  func steps(named name: String, limit: Int) -> [StepRecord] {
    Self.inOrder(steps.values.filter { $0.name == name }, limit)
  }

  func steps(parent: String?, after position: Int?, limit: Int) -> [StepRecord] {
    let found = (children[parent] ?? []).compactMap { steps[$0] }
    return Self.inOrder(found.filter { $0.position > position ?? .min }, limit)
  }

  private static func inOrder(_ steps: [StepRecord], _ limit: Int) -> [StepRecord] {
    let sorted = steps.sorted {
      $0.position == $1.position ? $0.id.precedes($1.id) : $0.position < $1.position
    }
    return Array(sorted.prefix(max(0, limit)))
  }
}

/// The lease of an engine, and the handle through which it was kept.
struct Lease {
  var record: LeaseRecord
  let handle: Int
}

extension Records {
  var leaseRecords: [LeaseRecord] {
    leases.values.map(\.record).sorted { $0.engine.precedes($1.engine) }
  }

  mutating func abandonLeases(of handle: Int) {
    for engine in leases.keys where leases[engine]?.handle == handle {
      leases[engine]?.record.isGone = true
    }
  }
}

extension String {
  /// Whether this comes before `other` in the order of their UTF-8 bytes.
  func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
