import Engine
import Store

/// How workflows stand for those who wait for them.
extension Loop {
  /// How a workflow in memory stands as far as it is recorded; nil for one that rests in the store.
  public func standing(of workflow: String) -> Standing? {
    if let batch = phase.batch, batch.indices[workflow] != nil { return .moving }
    return live[workflow]?.workflow.map { standing(of: $0) }
  }

  /// A workflow that only waits for children stands as they do.
  func standing(of workflow: Workflow) -> Standing {
    let standing = workflow.standing(present: slots.isPresent)
    guard standing == .moving, workflow.due == nil,
      !workflow.wantedAgents.contains(where: slots.isPresent)
    else { return standing }
    let isMoving = workflow.effects.contains { effect in
      switch effect {
      case .call(_, _, let isAccepted): !isAccepted
      case .child(let path, let id):
        tending.contains(id) || !workflow.isAwaited(at: path)
          || live[id]?.workflow.map { self.standing(of: $0) != .blocked } ?? false
      case .place(let path, let place):
        !places.isStuck(PlaceWish(place, of: workflow, at: path))
      case .admission: false
      }
    }
    return isMoving ? .moving : .blocked
  }

  /// Says what a change of a workflow means for those who wait.
  mutating func tellChange(of workflow: Workflow) {
    if workflow.status.isFinished { expectNews(of: workflow) }
    weighPlaces()
    tellStanding(of: workflow)
  }

  /// Says how a workflow stands, and those that wait for it, each for the next.
  private mutating func tellStanding(of workflow: Workflow) {
    actions.append(.changed(workflow: workflow.id, standing(of: workflow)))
    var parent = workflow.parent?.workflow
    while let id = parent, let workflow = live[id]?.workflow {
      actions.append(.changed(workflow: id, standing(of: workflow)))
      parent = workflow.parent?.workflow
    }
  }

  // MARK: Places under limits

  /// Looks at the queues for places where somebody wants to know which of them stand still.
  mutating func weighPlaces() {
    if weighsPlaces, !places.isEmpty { looksForMail = true }
  }

  /// Finds the keys whose places are all with workflows that only others can move, or that wait for
  /// each other's, and tells those who wait for one.
  mutating func weigh(_ claims: [String: ClaimRecord], resting: [String: Standing]) {
    guard weighsPlaces else { return }
    let before = places.stuck
    places.stuck = Set(claims.filter { places.fulfillable($0.key, $0.value).isEmpty }.keys)
    while true {
      let moving = places.stuck.filter { isGoingToMove(claims[$0], resting) }
      guard !moving.isEmpty else { break }
      places.stuck.subtract(moving)
    }
    for key in before.symmetricDifference(places.stuck).sorted() {
      for id in places.workflows(waitingFor: key) {
        if let workflow = live[id]?.workflow { tellStanding(of: workflow) }
      }
    }
  }

  /// Whether one of those that hold places under a key goes on by itself.
  private func isGoingToMove(_ claims: ClaimRecord?, _ resting: [String: Standing]) -> Bool {
    guard let claims, claims.held == claims.holders.count, claims.held > 0 else { return true }
    return claims.holders.contains { holder in
      let id = Workflow.claimant(holder)
      guard let live = live[id] else { return resting[id] != .blocked }
      return live.workflow.map { standing(of: $0) } != .blocked
    }
  }
}
