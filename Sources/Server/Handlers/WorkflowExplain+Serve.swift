import Engine
import JSON
import Runtime
import Store
import Time
import Wire

extension WorkflowExplain: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let service = call.service
    var workflow = Wire.Workflow(
      try await service.workflow(call.params.workflow), maxResultBytes: 0)
    try await service.tellQueues(of: &workflow)
    var timeline = Timeline()
    try await service.eachEvent(of: workflow.id, types: Timeline.types) { timeline.take($0) }
    timeline.end(at: workflow.finishedAt ?? service.runtime.time.now)
    let accounts = try await service.accounts(of: workflow.id, timeline)
    call.answer(Explanation(of: workflow, timeline, accounts))
  }
}

extension Service {
  private static let page = 1000

  /// Says who has the places that a workflow waits for.
  fileprivate func tellQueues(of workflow: inout Wire.Workflow) async throws(WireError) {
    guard let waits = workflow.waitingFor else { return }
    for (index, wait) in waits.enumerated() {
      guard let key = wait.key else { continue }
      let place: StepPath = wait.isWhole == true ? .whole : StepPath(key: 0)
      let claims = try await reading { store in
        try await store.claims(on: Engine.Workflow.claimKey(key, at: place), limit: 100)
      }
      workflow.waitingFor?[index].heldBy = claims.holders.map(Engine.Workflow.claimant)
      workflow.waitingFor?[index].ahead = claims.waiting.firstIndex { holder in
        Engine.Workflow.claimant(holder) == workflow.id
      }
    }
  }

  /// Shows a workflow's events of some types, in order.
  fileprivate func eachEvent(
    of workflow: String, types: [String], _ show: (EventRecord) -> Void
  ) async throws(WireError) {
    var last = 0
    while true {
      let query = EventQuery(workflow: workflow, afterSeq: last, types: types, limit: Self.page)
      let page = try await reading { try await $0.events(query) }
      for event in page { show(event) }
      guard page.count == Self.page, let seq = page.last?.seq else { return }
      last = seq
    }
  }

  /// What each step took, in order, those inside a container after it.
  fileprivate func accounts(
    of workflow: String, _ timeline: Timeline
  ) async throws(WireError) -> [StepAccount] {
    var accounts: [StepAccount] = []
    try await add(&accounts, of: workflow, parent: nil, depth: 0, timeline)
    return accounts
  }

  private func add(
    _ accounts: inout [StepAccount], of workflow: String, parent: String?, depth: Int,
    _ timeline: Timeline
  ) async throws(WireError) {
    var position: Int?
    while accounts.count < Explanation.longest {
      let after = position
      let page = try await reading { store in
        try await store.steps(of: workflow, parent: parent, after: after, limit: Self.page)
      }
      for record in page where accounts.count < Explanation.longest {
        let account = StepAccount(record, timeline.spans[record.id], depth: depth)
        accounts.append(account)
        guard account.type.hasChildren else { continue }
        try await add(
          &accounts, of: workflow, parent: record.id, depth: depth + 1, timeline)
      }
      guard page.count == Self.page else { return }
      position = page.last?.position
    }
  }
}

extension StepType {
  /// Whether there may be steps inside.
  var hasChildren: Bool {
    switch self {
    case .parallel, .forEach, .switch, .loop: true
    case .agent, .sleep, .signal, .input, .workflow, .set, .fail, .succeed: false
    }
  }
}
