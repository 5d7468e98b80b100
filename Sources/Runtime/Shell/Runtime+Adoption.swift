import Engine
import Store
import Time

/// How an engine takes up what rests in the store and what others left: no more at once than it has
/// use for, so that what waits costs disk and not memory.
extension Runtime {
  /// Takes every workflow that this engine can move and nobody else does, if it adopts.
  func adopt() async throws(StoreError) {
    guard engagement == .adopting else { return }
    let dead = try await leasesOfOthers().filter { !$0.isAlive(at: Self.machineTime.now) }
      .map(\.engine)
    let found = try await store.adoptable(
      AdoptionQuery(
        scope: scope.isEmpty ? nil : scope, agents: [], deadEngines: dead,
        now: time.now + RuntimeLimits.parkingHorizon, limit: RuntimeLimits.adoptionsAtOnce))
    leavesSome = found.count == RuntimeLimits.adoptionsAtOnce
    wake(found)
    for agentId in loop.presentAgents { try await adopt(for: agentId) }
    if !dead.isEmpty { try await bury(dead) }
  }

  /// Removes what is left of engines that died, once nothing is recorded as theirs: their leases, and
  /// the answers that they would have read.
  private func bury(_ dead: [String]) async throws(StoreError) {
    let theirs = try await store.adoptable(
      AdoptionQuery(
        scope: nil, agents: [], deadEngines: dead, now: Instant(milliseconds: 0),
        limit: RuntimeLimits.adoptionsAtOnce))
    guard theirs.count < RuntimeLimits.adoptionsAtOnce else { return }
    let owners = Set(theirs.compactMap(\.owner))
    let buried = dead.filter { !owners.contains($0) }
    guard !buried.isEmpty else { return }
    for engine in buried { try await store.dropLease(engine: engine) }
    let known = Set(try await store.leases().map(\.engine)).union([engine])
    let answers = try await store.documents(
      kind: DocumentID.answerKind, prefix: "", after: nil, limit: RuntimeLimits.adoptionsAtOnce)
    let unread = answers.map(\.id).filter { !known.contains($0.asker) }
    guard !unread.isEmpty else { return }
    write(guards: [], changes: unread.map(Change.deleteDocument)) { _ in }
  }

  private func adoptAgain() async {
    do throws(StoreError) { try await adopt() } catch {
      // The store is out of reach; the next look at it adopts them.
    }
  }

  /// Takes up what waits for these agents.
  func adoptWaiting(for agents: [String]) async {
    do throws(StoreError) {
      for agentId in agents { try await adopt(for: agentId) }
    } catch {
      // The store is out of reach; the next look at it adopts them.
    }
  }

  /// Takes up what waits for an agent, as much as will keep it busy for a while; when that is done,
  /// there is another look.
  private func adopt(for agentId: String) async throws(StoreError) {
    let room = min(loop.room(for: agentId), RuntimeLimits.adoptionsAtOnce)
    guard room > 0 else {
      sought.insert(agentId)
      return
    }
    // Before the look: what comes to rest meanwhile may not be in it.
    sought.remove(agentId)
    let found = try await store.adoptable(
      AdoptionQuery(
        scope: scope.isEmpty ? nil : scope, agents: [agentId], deadEngines: [],
        now: Instant(milliseconds: 0), limit: room))
    if found.count == room { sought.insert(agentId) }
    wake(found)
  }

  /// Looks for more where the last look left something and the agent will soon have nothing to do.
  func adoptMore() {
    if leavesSome, loop.isIdle, loop.liveCount < RuntimeLimits.adoptionsAtOnce {
      leavesSome = false
      return look { await self.adoptAgain() }
    }
    sought.formUnion(loop.takeOverflow())
    let agents = sought.filter { loop.isRunningDry($0) }.sorted()
    guard !agents.isEmpty else { return }
    sought.subtract(agents)
    look { await self.adoptWaiting(for: agents) }
  }

  private func wake(_ found: [WorkflowRecord]) {
    for record in found where loop.isAtRest(record.id) {
      mailbox.post(.inbound(.wake(workflow: record.id)))
    }
  }
}
