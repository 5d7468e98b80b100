import Engine
public import Store
import Time

extension Loop {
  /// What a load brought. All ids of the work must be answered.
  public mutating func loaded(_ results: [String: Loaded]) {
    phase = .idle
    let told = Set(inbox.compactMap(\.call))
    var recoveries: [Inbound] = []
    for (id, result) in results.sorted(by: { $0.key < $1.key }) {
      doubtful.remove(id)
      guard case .found(let record, let workflow, _) = result else {
        live[id] = nil
        elsewhere[id] = result
        stopCalls(of: id, except: [])
        continue
      }
      take(workflow, record, told)
      if !orphans(of: id).isEmpty { recoveries.append(.recover(workflow: id)) }
      tellChange(of: workflow)
    }
    inbox = recoveries + inbox
    for case (let id, .found(_, _, let letters)) in results.sorted(by: { $0.key < $1.key }) {
      take(letters, for: id)
    }
  }

  /// The load did not succeed; those who asked are told.
  public mutating func loadFailed(_ error: StoreError) {
    guard case .loading = phase else { return }
    phase = .idle
    let missing = Set(missingWorkflows())
    inbox.removeAll { message in
      guard case .request(let request) = message, missing.contains(request.workflow) else {
        return false
      }
      actions.append(.reply(token: request.token, .refused(.store(error))))
      return true
    }
  }

  /// Puts a workflow into memory; `told` are the calls of which the inbox has news.
  private mutating func take(_ workflow: Workflow, _ record: WorkflowRecord, _ told: Set<CallID>) {
    let id = workflow.id
    let old = live[id]
    var outstanding: [StepPath: Effect] = [:]
    var children: [StepPath: String] = [:]
    for effect in workflow.effects {
      switch effect {
      case .call(let call, _, let isAccepted):
        if isAccepted || calls[call] != nil || told.contains(call) {
          outstanding[call.path] = effect
        }
      case .place(let path, let place):
        if places.contains(PlaceWish(place, of: workflow, at: path)) { outstanding[path] = effect }
      case .admission(let path, _):
        if old?.outstanding[path] == effect { outstanding[path] = effect }
      case .child(let path, let child):
        if old?.outstanding[path] == effect { outstanding[path] = effect }
        children[path] = child
      }
    }
    stopCalls(of: id, except: Set(outstanding.values.compactMap(\.call)))
    fresh.insert(id)
    live[id] = Live(
      workflow: workflow,
      sharing: Sharing(
        key: record.key, scope: record.scope, owner: record.owner, fence: record.fence),
      outstanding: outstanding, children: children,
      watched: (old?.watched ?? [:]).filter { workflow.awaits($0.key) },
      unsettled: Set(workflow.effects.map(\.path)), timer: old?.timer)
  }

  /// The calls of a workflow that nobody works on, here or elsewhere.
  func orphans(of id: String) -> [CallID] {
    guard let live = live[id], let workflow = live.workflow else { return [] }
    return workflow.effects.compactMap(\.call).filter { live.outstanding[$0.path]?.call != $0 }
  }

  private mutating func stopCalls(of id: String, except wanted: Set<CallID>) {
    let unwanted = calls.keys.filter { $0.workflow == id && !wanted.contains($0) }
    for call in unwanted.sorted(by: { $0.description < $1.description }) {
      actions.append(.stop(call))
    }
  }
}
