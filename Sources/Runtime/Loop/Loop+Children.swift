import Engine
import Store
import Time

/// Children that end, and those that their parents give up.
///
/// That a child is to end is in the commit that ends the step which waited for it, as a letter: whoever
/// has the child reads it, also when this engine dies at once.
extension Loop {
  /// Why a child ends whose parent does not wait for it any more.
  package static let farewell = "the step that waited for it is over"

  /// The letters to the children that a commit gives up; those of whose end it tells need none.
  mutating func farewells(in consequence: Consequence, at now: Instant) -> [Change] {
    guard let id = consequence.workflow, var children = live[id]?.children, !children.isEmpty
    else { return [] }
    let ended = Set(consequence.causes.compactMap(\.message.endedChild))
    children = children.filter { !ended.contains($0.value) }
    live[id]?.children = children
    tending.subtract(ended)
    return givenUp(by: id).compactMap { path in
      children[path].flatMap { letter(.cancel(reason: Self.farewell), to: $0, at: now) }
    }
  }

  /// The steps that do not wait any more for the child they have, sorted.
  func givenUp(by id: String) -> [StepPath] {
    guard let live = live[id], !live.children.isEmpty else { return [] }
    return live.children.filter { live.workflow?.effect(at: $0.key)?.child != $0.value }.keys
      .sorted()
  }

  /// Remembers which child a step waits for, and stops following the one it has given up.
  mutating func follow(_ child: String?, at path: StepPath, of id: String) {
    guard let before = live[id]?.children[path] else {
      if let child { live[id]?.children[path] = child }
      return
    }
    guard before != child else { return }
    live[id]?.children[path] = child
    tending.remove(before)
    let isSharing = live[id]?.workflow?.slices[before] != nil
    actions.append(.abandon(child: before, heir: isSharing ? id : nil))
  }

  /// Remembers that the parent of a child that has ended is about to hear of it.
  mutating func expectNews(of child: Workflow) {
    guard let parent = child.parent?.workflow, let children = live[parent]?.children,
      children.values.contains(child.id)
    else { return }
    tending.insert(child.id)
  }
}

extension Effect {
  /// The child that is waited for.
  var child: String? {
    if case .child(_, let child) = self { child } else { nil }
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
