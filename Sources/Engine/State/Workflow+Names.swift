/// How people name steps: by the engine's id, the author's name, or `name[index]` in an iteration.
extension Workflow {
  /// The path of the step with this id or name, or nil.
  public func path(named reference: String) -> StepPath? {
    do throws(Rejection) { return try path(meant: reference) } catch { return nil }
  }

  /// The path of the step with this id or name; refuses a name that means several open steps.
  func path(meant reference: String) throws(Rejection) -> StepPath {
    let isWhole = definition.places[reference] != nil
    let (name, indices) = isWhole ? (reference, []) : Self.parts(of: reference)
    if let place = definition.places[name] {
      if let path = path(of: place, indices) { return path }
      let open = instances(of: place)
      if open.count == 1, indices.isEmpty { return open[0] }
      if open.count > 1 {
        throw .ambiguousStep(
          name, candidates: open.prefix(100).map { instanceName(at: $0) ?? name })
      }
    }
    for step in definition.steps where stepID(at: StepPath(key: step.key)) == reference {
      return StepPath(key: step.key)
    }
    for path in steps.keys where path.isNested && stepID(at: path) == reference { return path }
    throw .stepNotFound(reference)
  }

  /// `draft[2][0]` is `draft` in the first iteration of the third.
  private static func parts(of reference: String) -> (name: String, indices: [Int]) {
    guard reference.utf8.last == UInt8(ascii: "]"), let bracket = reference.firstIndex(of: "[")
    else {
      return (reference, [])
    }
    let texts = reference[bracket...].split(separator: "[").map { Int($0.dropLast()) }
    let indices = texts.compactMap(\.self)
    guard indices.count == texts.count else { return (reference, []) }
    return (String(reference[..<bracket]), indices)
  }

  /// The path of a step in the iterations given, from the outside.
  private func path(of place: StepPlace, _ indices: [Int]) -> StepPath? {
    var indices = indices[...]
    var prefix: StepPath?
    for (key, lane) in place.containers {
      let container = step(key, in: prefix)
      guard var lane = lane ?? indices.popFirst().map({ LaneID(.main, $0) }) else { return nil }
      lane.round = round(at: container, lane)
      prefix = StepPath("\(container)/\(lane)")
    }
    return indices.isEmpty ? step(place.key, in: prefix) : nil
  }

  private func step(_ key: Int, in lane: StepPath?) -> StepPath {
    lane.map { StepPath("\($0)/\(key)") } ?? StepPath(key: key)
  }

  /// Which round of a container is under way.
  func round(at container: StepPath, _ lane: LaneID) -> Int {
    lane.role == .main ? blocks[container]?.round ?? 0 : 0
  }

  /// The instances of a step that are in the state, sorted.
  private func instances(of place: StepPlace) -> [StepPath] {
    steps.keys.filter { $0.isNested && isInstance($0, of: place) }.sorted()
  }

  private func isInstance(_ path: StepPath, of place: StepPlace) -> Bool {
    var path = path
    guard var (container, lane, key) = path.parent, key == place.key else { return false }
    for (index, expected) in place.containers.enumerated().reversed() {
      if let written = expected.lane, written.role != lane.role || written.index != lane.index {
        return false
      }
      guard index > 0 else { return container.description == String(expected.key) }
      path = container
      guard let outer = path.parent, outer.key == expected.key else { return false }
      (container, lane, key) = outer
    }
    return false
  }

  /// The author's name of the step at a path, with its iterations: `draft[2]`.
  public func instanceName(at path: StepPath) -> String? {
    guard let name = step(at: path)?.name else { return nil }
    return name + iterations(of: path).map { "[\($0)]" }.joined()
  }

  /// The numbers of the iterations that a step stands in, from the outside.
  public func iterations(of path: StepPath) -> [Int] {
    var indices: [Int] = []
    var path = path
    while let (container, lane, _) = path.parent {
      if lane.role == .main, step(at: container)?.kind.isIterated == true {
        indices.insert(lane.index, at: 0)
      }
      path = container
    }
    return indices
  }
}
