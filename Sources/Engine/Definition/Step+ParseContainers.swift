import JSON

extension DefinitionReader {
  mutating func parallelStep(_ object: JSON.Object, at path: JSONPointer) -> ParallelStep {
    exactlyOne(of: ["branches", "steps"], in: object, at: path)
    var branches: [ParallelStep.Branch] = []
    var needs: [[Int]] = []
    if let value = object["branches"] {
      branches = self.branches(value, at: path.appending("branches"))
    } else if let value = object["steps"] {
      let steps = stepList(value, at: path.appending("steps"), isGraph: true)
      needs = self.needs(of: steps, at: path.appending("steps"))
      branches = steps.map { step in
        var alone = step
        alone.key = 0
        alone.position = Step.spacing
        return .init(name: step.name ?? String(step.key), steps: [alone])
      }
    }
    return ParallelStep(
      branches: branches, join: join(object["join"], among: branches.count, at: path),
      maxConcurrency: int("maxConcurrency", in: object, at: path, range: 1...Int.max), needs: needs)
  }

  private mutating func branches(
    _ value: JSON, at path: JSONPointer
  ) -> [ParallelStep.Branch] {
    guard let object = value.objectValue else {
      note("wrongType", "\"branches\" must be an object of steps by branch name", at: path)
      return []
    }
    guard object.count <= Limits.steps else {
      note(
        "limitExceeded", "a step may have \(Limits.steps) branches, not \(object.count)", at: path)
      return []
    }
    return object.members.map { member in
      ParallelStep.Branch(
        name: member.key, steps: stepList(member.value, at: path.appending(member.key)))
    }
  }

  private mutating func join(
    _ value: JSON?, among count: Int, at path: JSONPointer
  ) -> ParallelStep.Join {
    guard let value else { return .all }
    switch value.stringValue {
    case "all": return .all
    case "any": return .any
    case "settled": return .settled
    default: break
    }
    if let number = value.intValue, number >= 1, number <= max(1, count) { return .count(number) }
    note(
      "unknownValue",
      "\"join\" must be all, any, settled or a number from 1 to \(count), not \(value.brief)",
      at: path.appending("join"))
    return .all
  }

  /// For each step the indices of the siblings it needs; refuses circles.
  private mutating func needs(of steps: [Step], at path: JSONPointer) -> [[Int]] {
    guard steps.contains(where: { $0.rules?.needs.isEmpty == false }) else { return [] }
    var indices: [String: Int] = [:]
    for (index, step) in steps.enumerated() { if let name = step.name { indices[name] = index } }
    let needs = steps.indices.map { index in
      (steps[index].rules?.needs ?? []).compactMap { name -> Int? in
        if let other = indices[name] { return other }
        let meant = suggestion(for: name, among: indices.keys.sorted())
        note(
          "unknownStep", "\"needs\" names \"\(name)\", which is no step beside this one",
          at: path.appending(index).appending("needs"), suggestion: meant)
        return nil
      }
    }
    if let index = firstInCircle(needs) {
      note(
        "circle", "this step comes before itself by way of what it needs",
        at: path.appending(index).appending("needs"))
      return []
    }
    return needs
  }

  /// A step that no order can satisfy: what is left when all that need nothing left are taken away.
  private func firstInCircle(_ needs: [[Int]]) -> Int? {
    var missing = needs.map(\.count)
    let dependents = ParallelStep.dependents(needs)
    var ready = missing.indices.filter { missing[$0] == 0 }
    var count = 0
    while let index = ready.popLast() {
      count += 1
      for dependent in dependents[index] {
        missing[dependent] -= 1
        if missing[dependent] == 0 { ready.append(dependent) }
      }
    }
    return count == needs.count ? nil : missing.firstIndex { $0 > 0 }
  }

  mutating func forEachStep(_ object: JSON.Object, at path: JSONPointer) -> ForEachStep {
    let name = string("as", in: object, at: path, required: object["as"] != nil) ?? "item"
    if (Scope.everywhere + ["index"]).contains(name) {
      note(
        "reservedName", "\"\(name)\" means something else in expressions",
        at: path.appending("as"))
    } else if !name.isIdentifier, language == .expressions {
      note(
        "unknownValue",
        "\"as\" must be a name that expressions can use: letters, digits and _, not \(JSON.string(name).brief)",
        at: path.appending("as"))
    }
    let items = template("items", in: object, at: path, required: true)
    if let items, items.source.arrayValue == nil, language == .expressions,
      items.isLiteral || items.source.stringValue == nil
    {
      note(
        "wrongType", "\"items\" must be an array or an expression \"${…}\" that gives one",
        at: path.appending("items"))
    }
    let steps = within(names: [name, "index"], isRegion: true) { reader in
      reader.steps(in: object, at: path)
    }
    return ForEachStep(
      items: items ?? Template(literal: []), name: name, steps: steps,
      maxConcurrency: int("maxConcurrency", in: object, at: path, range: 1...Int.max),
      toleratesFailures: choice("onItemError", in: object, at: path, of: OnTimeout.self)
        == .continue)
  }

  mutating func choiceStep(_ object: JSON.Object, at path: JSONPointer) -> ChoiceStep {
    let place = path.appending("cases")
    guard let elements = object["cases"]?.arrayValue else {
      note("missing", "\"cases\" must be an array of {when, steps}", at: place)
      return ChoiceStep(cases: [], otherwise: nil)
    }
    let cases = elements.indices.compactMap { index -> ChoiceStep.Case? in
      let place = place.appending(index)
      guard
        let element = self.object(
          elements[index], at: place, called: "a case", known: ["when", "steps"])
      else { return nil }
      let condition = condition("when", in: element, at: place, required: true)
      let steps = steps(in: element, at: place)
      return condition.map { .init(condition: $0, steps: steps) }
    }
    return ChoiceStep(
      cases: cases,
      otherwise: object["default"].map { stepList($0, at: path.appending("default")) })
  }

  mutating func loopStep(_ object: JSON.Object, at path: JSONPointer) -> LoopStep {
    if object["while"] != nil, object["until"] != nil {
      note("contradiction", "a loop has \"while\" or \"until\", not both", at: path)
    }
    if object["maxIterations"] == nil {
      note(
        "missing", "\"maxIterations\" is required, so that every loop ends",
        at: path.appending("maxIterations"))
    }
    return within(names: ["iteration"]) { reader in
      LoopStep(
        steps: reader.steps(in: object, at: path),
        whileCondition: reader.condition("while", in: object, at: path),
        untilCondition: reader.condition("until", in: object, at: path),
        maxIterations: reader.int("maxIterations", in: object, at: path, range: 1...Int.max) ?? 1)
    }
  }

  /// The member `steps`, which has to be there.
  mutating func steps(in object: JSON.Object, at path: JSONPointer) -> [Step] {
    guard let value = object["steps"] else {
      note("missing", "\"steps\" is required", at: path.appending("steps"))
      return []
    }
    return stepList(value, at: path.appending("steps"))
  }

  mutating func exactlyOne(of keys: [String], in object: JSON.Object, at path: JSONPointer) {
    let count = keys.count { object[$0] != nil }
    guard count != 1 else { return }
    let words = keys.map { "\"\($0)\"" }.joined(separator: ", ")
    note(
      count == 0 ? "missing" : "contradiction", "exactly one of \(words) is required", at: path)
  }
}
