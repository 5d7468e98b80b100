import Engine
public import Store
import Time

extension Loop {
  /// What a load brought. All ids of the work must be answered.
  public mutating func loaded(_ results: [String: Loaded]) {
    phase = .idle
    let told = Set(inbox.compactMap(\.call))
    let running = Dictionary(
      grouping: calls.keys.filter { results[$0.workflow] != nil }, by: \.workflow)
    var recoveries: [Inbound] = []
    let ids = results.keys.sorted()
    for id in ids {
      doubtful.remove(id)
      guard case .found(let record, let workflow, _)? = results[id] else {
        live[id] = nil
        elsewhere[id] = results[id]
        stop(running[id] ?? [], except: [])
        continue
      }
      take(workflow, record, running: running[id] ?? [], told: told)
      if !orphans(of: id).isEmpty { recoveries.append(.recover(workflow: id)) }
      tellChange(of: workflow)
    }
    inbox = recoveries + inbox
    let addressed = Set(
      inbox.compactMap { if case .letter(let letter) = $0 { letter.workflow } else { nil } })
    for id in ids {
      // Those that are not in the store any more were carried out by somebody else.
      if case .found(_, _, let letters)? = results[id], !letters.isEmpty || addressed.contains(id) {
        take(letters, for: id)
      }
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
  private mutating func take(
    _ workflow: Workflow, _ record: WorkflowRecord, running: [CallID], told: Set<CallID>
  ) {
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
    stop(running, except: Set(outstanding.values.compactMap(\.call)))
    fresh.insert(id)
    live[id] = Live(
      workflow: workflow,
      sharing: Sharing(
        key: record.key, scope: record.scope, owner: record.owner, fence: record.fence),
      outstanding: outstanding, children: children,
      watched: (old?.watched ?? [:]).filter { workflow.awaits($0.key) },
      unsettled: Set(workflow.effects.map(\.path)), mayHaveMessages: true, timer: old?.timer)
  }

  /// The calls of a workflow that nobody works on, here or elsewhere.
  func orphans(of id: String) -> [CallID] {
    guard let live = live[id], let workflow = live.workflow else { return [] }
    return workflow.effects.compactMap(\.call).filter { live.outstanding[$0.path]?.call != $0 }
  }

  private mutating func stop(_ running: [CallID], except wanted: Set<CallID>) {
    let unwanted = running.filter { !wanted.contains($0) }
    for call in unwanted.sorted(by: { $0.description < $1.description }) {
      actions.append(.stop(call))
    }
  }
}
