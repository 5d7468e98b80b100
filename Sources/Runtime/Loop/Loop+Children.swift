import Engine
import Store
import Time

/// Children that their parents give up.
///
/// That a child is to end is in the commit that ends the step which waited for it, as a letter: whoever
/// has the child reads it, also when this engine dies at once.
extension Loop {
  /// The letters to the children that a commit gives up.
  mutating func farewells(in consequence: Consequence, at now: Instant) -> [Change] {
    guard let id = consequence.workflow, let children = live[id]?.children, !children.isEmpty else {
      return []
    }
    let ended = Set(consequence.causes.compactMap(\.message.endedChild))
    return children.sorted { $0.key < $1.key }.compactMap { path, child in
      guard !ended.contains(child), givesUp(child, at: path, in: id, after: consequence.occurrences)
      else { return nil }
      return Letter(
        id: nextLetter(), workflow: child, command: .cancel(reason: Self.farewell),
        wantsAnswer: false
      ).record(at: now).map(Change.inbox)
    }
  }

  /// Remembers which child a step waits for, and stops following the one it has given up.
  mutating func reconcileChild(at path: StepPath, of id: String, after events: [Occurrence]?) {
    let before = live[id]?.children[path]
    let workflow = live[id]?.workflow
    var now: String?
    if case .child(_, let child)? = workflow?.effect(at: path) { now = child }
    if before != now { live[id]?.children[path] = now }
    guard let before, givesUp(before, at: path, in: id, after: events ?? []) else { return }
    actions.append(
      .abandon(child: before, heir: workflow?.slices[before] == nil ? nil : id))
  }

  /// Why a child ends whose parent does not wait for it any more.
  package static let farewell = "the step that waited for it is over"

  private func givesUp(
    _ child: String, at path: StepPath, in id: String, after events: [Occurrence]
  ) -> Bool {
    guard let workflow = live[id]?.workflow, workflow.effect(at: path) != .child(path, id: child)
    else { return false }
    return workflow.steps[path]?.phase != .completed || events.settle(path)
  }
}

extension Inbound {
  /// The child of whose end this tells.
  fileprivate var endedChild: String? {
    let command: Command?
    switch self {
    case .request(let request): command = request.command
    case .letter(let letter): command = letter.command
    case .ended, .accepted, .abandoned, .told, .admit, .recover, .wake, .mail, .claim, .write:
      command = nil
    }
    if case .childEnded(let child, _, _)? = command { return child }
    return nil
  }
}

extension [Occurrence] {
  /// Whether a person settled the step, whatever still works for it.
  fileprivate func settle(_ path: StepPath) -> Bool {
    contains { occurrence in
      if case .stepResolved(path, _) = occurrence.event { true } else { false }
    }
  }
}
