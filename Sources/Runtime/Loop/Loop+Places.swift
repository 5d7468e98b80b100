import Engine
import Store
import Time

/// Places under limits over the whole store: `concurrency` of steps and workflows.
///
/// A place is taken by the very commit that lets the step begin, and given back by the one that
/// records its end: it belongs to the step and not to the engine, so that whoever takes a workflow
/// over has its places too. A refused commit leaves the step in the store's queue; whoever has
/// workflows there looks again when something was given back.
extension Loop {
  /// How many of those first in a queue are looked at; the others' turn comes later.
  package static let queueLook = 100

  /// Tries to get the place.
  mutating func decideClaim(_ wish: PlaceWish, in batch: inout Batch, at now: Instant) {
    guard let workflow = live[wish.workflow]?.workflow,
      let place = workflow.awaitedPlace(at: wish.path),
      PlaceWish(place, of: workflow, at: wish.path) == wish
    else { return }
    decideMessage(.claim(wish), .claimed(wish.path), in: &batch, at: now)
  }

  /// The place is somebody else's; the step stands in the queue now.
  mutating func enqueue(_ wish: PlaceWish) {
    places.insert(wish)
    weighPlaces()
  }

  /// What left its queue in a commit and wants the place all the same goes to the end of it: it was
  /// paused and resumed, or begun anew.
  mutating func queueAgain(after commit: Commit) {
    for case .release(let key, let holder) in commit.changes {
      guard let wish = places.wish(for: key, of: holder) else { continue }
      places.remove(wish)
      if isWaiting(wish) { receive(.claim(wish)) }
    }
  }

  /// Looks at the queues again if a commit may have made room there.
  mutating func noticeRoom(after commit: Commit) {
    guard !places.isEmpty else { return }
    let makesRoom = commit.changes.contains { if case .release = $0 { true } else { false } }
    // Several places may have become free at once: the next in the queue may go too.
    let tookOne = commit.guards.contains { if case .claim = $0 { true } else { false } }
    if makesRoom || tookOne { looksForMail = true }
  }

  /// How the queues stand: those whose turn it is try again.
  mutating func look(at claims: [String: ClaimRecord]) {
    for key in claims.keys.sorted() {
      for wish in claims[key].map({ places.fulfillable(key, $0) }) ?? [] {
        places.remove(wish)
        guard isWaiting(wish) else { continue }
        receive(.claim(wish))
      }
    }
  }

  private func isWaiting(_ wish: PlaceWish) -> Bool {
    if case .place(wish.path, _)? = live[wish.workflow]?.outstanding[wish.path] {
      true
    } else {
      false
    }
  }
}
