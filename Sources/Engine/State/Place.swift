import Time

/// A place under a limit on how many hold the same key at once, over all workflows of a store.
public struct Place: Sendable, Hashable {
  /// The value of `concurrency.key`.
  public var key: String
  public var limit: Int
  /// False while somebody else has it.
  public var isHeld = false

  public init(key: String, limit: Int) {
    self.key = key
    self.limit = limit
  }

  /// A place, or the wish for one, that nobody here has any more.
  public struct Freed: Sendable, Equatable {
    /// The key as the store knows it.
    public var key: String
    public var holder: String

    public init(key: String, holder: String) {
      self.key = key
      self.holder = holder
    }
  }
}

extension StepPath {
  /// Stands for the workflow as a whole.
  public static let whole = StepPath("")
}

extension Workflow {
  /// The key of a place as the store knows it: whole workflows and steps do not share any.
  public static func claimKey(_ key: String, at path: StepPath) -> String {
    path == .whole ? "workflow:\(key)" : "step:\(key)"
  }

  /// Who holds a place for a step, or for the whole workflow: the same on every engine.
  public func claimHolder(at path: StepPath) -> String { "\(path)@\(id)" }

  /// The workflow whose step, or which as a whole, is called so.
  public static func claimant(_ holder: String) -> String {
    String(holder.drop { $0 != "@" }.dropFirst())
  }

  /// Whether it may begin: where it takes a place as a whole, it has one.
  var isAdmitted: Bool { definition.concurrency == nil || place?.isHeld == true || ending != nil }

  /// The place that the step at a path, or the whole workflow, waits for.
  public func awaitedPlace(at path: StepPath) -> Place? {
    guard status == .running, !isDeleted else { return nil }
    guard path != .whole else { return place.flatMap { $0.isHeld ? nil : $0 } }
    guard case .waiting(.place, _)? = steps[path]?.phase else { return nil }
    return steps[path]?.place
  }

  /// Whether a place is waited for.
  public var isQueuing: Bool {
    if needs.places > 0 || awaitedPlace(at: .whole) != nil { return true }
    return current < definition.steps.count && awaitedPlace(at: path(at: current)) != nil
  }

  /// The place that a step has to get before it may begin; nil: none, or it has it, or a step it
  /// stands in has one of the same key.
  func missingPlace(
    for step: Step, at path: StepPath, now: Instant
  ) throws(Problem) -> Place? {
    guard let concurrency = step.rules?.concurrency, steps[path]?.place?.isHeld != true else {
      return nil
    }
    let key = try key(of: concurrency, at: path, now: now)
    var outer = path.parent?.path
    while let container = outer {
      if let place = steps[container]?.place, place.isHeld, place.key == key { return nil }
      outer = container.parent?.path
    }
    return Place(key: key, limit: concurrency.limit)
  }

  /// A place that a workflow has, or waits for in a queue.
  public struct Claim: Sendable, Equatable {
    /// The key as the store knows it.
    public var key: String
    public var holder: String
    public var place: Place
  }

  /// Every place that it has or waits for, sorted by step.
  public var claims: [Claim] {
    guard !isDeleted else { return [] }
    var places = steps.compactMap { path, state in state.place.map { (path: path, place: $0) } }
    if let place { places.append((path: .whole, place: place)) }
    return places.filter { $0.place.isHeld || status == .running }
      .sorted { $0.path < $1.path }
      .map { path, place in
        Claim(
          key: Self.claimKey(place.key, at: path), holder: claimHolder(at: path), place: place)
      }
  }

  // MARK: Giving back

  mutating func free(_ place: Place, at path: StepPath) {
    freed.append(
      Place.Freed(key: Self.claimKey(place.key, at: path), holder: claimHolder(at: path)))
  }

  /// Notes of a step that changed that its place is somebody else's, if it needs it no longer.
  mutating func freePlace(of state: inout StepState, at path: StepPath) {
    guard let place = state.place else { return }
    let isWaiting = if case .waiting(.place, _) = state.phase { true } else { false }
    guard state.isFinished || !place.isHeld && !isWaiting else { return }
    free(place, at: path)
    state.place = nil
  }

  /// Leaves every queue, since whoever stands still must not keep others waiting.
  mutating func leaveQueues() {
    for path in open {
      if let place = steps[path]?.place, !place.isHeld { free(place, at: path) }
    }
    if let place, !place.isHeld { free(place, at: .whole) }
  }

  /// Gives back every place.
  mutating func freePlaces() {
    for path in open.filter({ steps[$0]?.place != nil }) {
      guard let place = steps[path]?.place else { continue }
      free(place, at: path)
      steps[path]?.place = nil
    }
    if let place { free(place, at: .whole) }
    place = nil
  }
}
