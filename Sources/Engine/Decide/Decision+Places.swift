import JSON

extension Decision {
  /// Starts a step if it has its place under a limit, or needs none; otherwise it waits for one.
  mutating func beginPlaced(_ path: StepPath, _ step: Step) throws(Problem) -> Bool {
    guard let place = try workflow?.missingPlace(for: step, at: path, now: context.now) else {
      return try begin(path, step)
    }
    record(.placeAwaited(path, place))
    return true
  }

  /// Lets the whole workflow wait for its place.
  mutating func queue() {
    guard let workflow, let concurrency = workflow.definition.concurrency else { return }
    do throws(Problem) {
      let key = try workflow.key(of: concurrency, at: nil, now: context.now)
      record(.placeAwaited(nil, Place(key: key, limit: concurrency.limit)))
    } catch {
      failWorkflow(error)
    }
  }

  /// What waited for a place goes on, if it still does.
  mutating func take(placeAt path: StepPath) {
    guard workflow?.awaitedPlace(at: path) != nil else { return }
    record(.placeTaken(path == .whole ? nil : path))
    advance()
  }
}
