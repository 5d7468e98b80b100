public import JSON

extension Workflow {
  /// What another workflow is created with that keeps what this one did before a top-level step, and
  /// does that step and all after it anew.
  ///
  /// - Parameters:
  ///   - step: the name or id of the step.
  ///   - input: in place of this workflow's input; nil: the same.
  ///   - overrides: by the name of a top-level step, the members to put in place of its own; null
  ///     takes a member away.
  public func fork(
    at step: String, as id: String, seed: UInt64, input: JSON? = nil,
    overrides: JSON.Object = JSON.Object()
  ) throws(Rejection) -> Creation {
    guard let path = path(named: step), let index = index(of: path) else {
      throw .stepNotFound(step)
    }
    guard index <= current, status != .pending else { throw .stepNotReached(step) }
    let definition: Definition
    do throws(InvalidDefinition) {
      definition = try Definition(parsing: source(input: input, overrides))
    } catch {
      throw .invalidDefinition(error)
    }
    let kept = (0..<index).map { steps[self.path(at: $0)] }
    return Creation(
      id: id, seed: seed, definition: definition,
      imported: Creation.Imported(
        status: .pending, current: index,
        steps: definition.steps.indices.map { $0 < index ? kept[$0]?.phase ?? .pending : .pending },
        results: definition.steps.indices.map { index in
          kept.indices.contains(index) ? kept[index]?.result.map { Value($0.json) } : nil
        },
        errors: definition.steps.indices.map { index in
          kept.indices.contains(index) ? kept[index]?.problem?.message : nil
        }, origin: self.id))
  }

  /// The definition as it stands now: with added steps, another input, other members of steps.
  private func source(input: JSON?, _ overrides: JSON.Object) -> JSON {
    guard var object = definition.source.objectValue else { return definition.source }
    if let input { object["input"] = input }
    object["name"] = .string(definition.name)
    object["steps"] = .array(
      definition.steps.map { step in
        guard let name = step.name, let changes = overrides[name]?.objectValue,
          var source = step.source.objectValue
        else { return step.source }
        for change in changes { source[change.key] = change.value.isNull ? nil : change.value }
        return .object(source)
      })
    return .object(object)
  }
}
