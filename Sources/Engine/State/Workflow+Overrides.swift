import JSON

/// How a fork changes the definition.
extension Workflow {
  /// The definition as it stands now: with added steps, another input, other members of steps.
  func source(input: JSON?, _ overrides: JSON.Object) -> JSON {
    guard var object = definition.source.objectValue else { return definition.source }
    if let input { object["input"] = input }
    object["name"] = .string(definition.name)
    object["steps"] = .array(definition.steps.map { $0.source.overridden(by: overrides) })
    return .object(object)
  }

  /// Refuses overrides of steps that are not there, and those that would take away what is kept.
  func check(_ overrides: JSON.Object, around path: StepPath) throws(InvalidDefinition) {
    var problems: [DefinitionProblem] = []
    for member in overrides {
      let place = JSONPointer.root.appending("overrides").appending(member.key)
      guard definition.places[member.key] != nil else {
        problems.append(
          DefinitionProblem(
            "unknownStep", "there is no step named \"\(member.key)\"", at: place,
            suggestion: suggestion(for: member.key, among: definition.places.keys.sorted())))
        continue
      }
      let structure = ["type", "steps", "branches", "cases", "default", "items"]
      guard isAround(path, member.key),
        let changed = structure.first(where: { member.value[$0] != nil })
      else { continue }
      problems.append(
        DefinitionProblem(
          "notForkable",
          "\"\(changed)\" must stay as it is: what happened inside of this step is kept",
          at: place.appending(changed)))
    }
    guard problems.isEmpty else { throw InvalidDefinition(problems: problems) }
  }

  private func isAround(_ path: StepPath, _ name: String) -> Bool {
    var path = path
    while let (container, _, _) = path.parent {
      if step(at: container)?.name == name { return true }
      path = container
    }
    return false
  }
}

extension JSON {
  /// A step, or whatever holds steps, with other members of the steps named.
  fileprivate func overridden(by overrides: Object) -> JSON {
    if let elements = arrayValue { return .array(elements.map { $0.overridden(by: overrides) }) }
    guard var object = objectValue else { return self }
    for key in ["steps", "branches", "cases", "default", "onError", "compensate"] {
      guard let value = object[key] else { continue }
      if key == "branches", let branches = value.objectValue {
        var changed = Object()
        for branch in branches {
          changed.append(branch.key, branch.value.overridden(by: overrides))
        }
        object[key] = .object(changed)
      } else {
        object[key] = value.overridden(by: overrides)
      }
    }
    guard let name = object["name"]?.stringValue, let changes = overrides[name]?.objectValue else {
      return .object(object)
    }
    for change in changes { object[change.key] = change.value.isNull ? nil : change.value }
    return .object(object)
  }
}
