import Engine
import JSON
import Store

extension Workflow {
  /// The workflow as readers see it, as far as memory knows.
  func snapshot(_ sharing: Sharing) -> WorkflowSnapshot {
    var row = record(sharing)
    row.detail = row.detail.resolving(["input": input?.json, "output": output?.json])
    let tops = definition.steps.compactMap { self.snapshot(at: StepPath(key: $0.key)) }
    var snapshot = WorkflowSnapshot(record: row, steps: tops)
    guard definition.steps.contains(where: \.hasChildren) else { return snapshot }
    snapshot.isPartial = forgetsInside
    let inner = Dictionary(grouping: steps.keys.filter(\.isNested)) { $0.parent?.path }
    var room = StepSnapshot.mostChildren
    for (index, step) in definition.steps.enumerated() {
      addChildren(to: &snapshot.steps[index], at: StepPath(key: step.key), inner, room: &room)
    }
    return snapshot
  }

  private func snapshot(at path: StepPath) -> StepSnapshot? {
    guard let record = record(at: path), let state = steps[path] else { return nil }
    return StepSnapshot(
      record: record, input: (state.input ?? step(at: path)?.input)?.json,
      result: state.result?.json)
  }

  private func addChildren(
    to snapshot: inout StepSnapshot, at path: StepPath, _ inner: [StepPath?: [StepPath]],
    room: inout Int
  ) {
    guard room > 0, snapshot.record.detail["hasChildren"]?.boolValue == true else { return }
    let children = (inner[path] ?? []).compactMap { path in
      self.snapshot(at: path).map { (path: path, snapshot: $0) }
    }.sorted { $0.snapshot.record.position < $1.snapshot.record.position }
    snapshot.childCount = children.count
    let shown = children.prefix(min(StepSnapshot.mostOfOne, room))
    room -= shown.count
    snapshot.children = shown.map { child in
      var snapshot = child.snapshot
      addChildren(to: &snapshot, at: child.path, inner, room: &room)
      return snapshot
    }
  }

  /// Whether the store knows of steps inside of others that memory has forgotten.
  private var forgetsInside: Bool {
    if generation > 1 || ending != nil || status.isFinished { return true }
    return steps.contains { path, state in
      guard let step = step(at: path), step.hasChildren, state.phase != .pending else {
        return false
      }
      return forgetsInside(path, step)
    }
  }

  private func forgetsInside(_ path: StepPath, _ step: Step) -> Bool {
    guard let block = blocks[path] else {
      return steps[path]?.attempt ?? 0 > 1 || step.kind.isIterated
    }
    if block.round > 0 || block.role != .main { return true }
    guard step.kind.isIterated else { return false }
    let begun = (block.lanes.keys.max() ?? -1) + 1
    return block.lanes.count < begun
      || block.next > 0 && block.count > 1 && block.lanes.count < block.next
  }
}
