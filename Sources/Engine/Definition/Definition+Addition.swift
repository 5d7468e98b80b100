public import JSON

extension Definition {
  /// Checks a step that is to be added at the top level: by itself, and what it names against the
  /// workflow's steps and variables. Places of problems begin with `/step`.
  public func check(adding source: JSON) throws(InvalidDefinition) {
    var reader = DefinitionReader(surroundings: self)
    reader.refuseNeeds(of: source, at: JSONPointer.root.appending("step"))
    _ = reader.step(source, at: JSONPointer.root.appending("step"), key: 0)
    reader.checkMentions(variables: vars.keys + steps.flatMap(\.writtenVariables))
    if reader.hasErrors { throw InvalidDefinition(problems: reader.problems) }
  }

  /// A step that the definition has, with the `forEach` steps around it.
  func namedStep(_ name: String) -> NamedStep? {
    guard let place = places[name] else { return nil }
    var regions: [Int] = []
    var siblings = steps
    for (key, lane) in place.containers {
      guard let container = siblings.first(where: { $0.key == key }) else { continue }
      if lane == nil, case .forEach = container.kind { regions.append(-1) }
      siblings = container.steps(in: lane ?? LaneID(.main))
    }
    return NamedStep(regions: regions)
  }
}

extension Step {
  /// The variables that it, or a step inside of it, writes.
  fileprivate var writtenVariables: [String] {
    var names: [String] = []
    if case .set(let assignments) = kind { names += assignments.map(\.variable) }
    return names + lanes.flatMap { $0.steps.flatMap(\.writtenVariables) }
  }
}
