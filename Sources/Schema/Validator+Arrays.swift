import JSON

extension Validator {
  mutating func matchesPrefix(
    _ nodes: [NodeID], _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    guard let elements = instance.arrayValue else { return true }
    var isValid = true
    for (index, (node, element)) in zip(nodes, elements).enumerated() {
      if program.tracksEvaluation { marks.insert(index) }
      if evaluate(node, element, at: .item(index)) { continue }
      isValid = false
      if isFull { return false }
    }
    return isValid
  }

  mutating func matchesItems(
    _ node: NodeID, from first: Int, _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    guard let elements = instance.arrayValue else { return true }
    marks.insertAll()
    var isValid = true
    for index in elements.indices.dropFirst(first) {
      if evaluate(node, elements[index], at: .item(index)) { continue }
      isValid = false
      if isFull { return false }
    }
    return isValid
  }

  mutating func contains(
    _ item: NodeID, _ minimum: Int, _ maximum: Int?, of node: Node, _ instance: JSON,
    _ marks: inout Evaluated
  ) -> Bool {
    guard let elements = instance.arrayValue else { return true }
    var count = 0
    for (index, element) in elements.enumerated() {
      var ignored = Evaluated()
      guard answers(item, element, marking: &ignored) else { continue }
      count += 1
      if program.tracksEvaluation { marks.insert(index) }
    }
    if count < minimum {
      return fail(
        minimum == 1 ? "contains" : "minContains", of: node,
        "expected at least \(minimum) matching items, found \(count)")
    }
    if let maximum, count > maximum {
      return fail(
        "maxContains", of: node, "expected at most \(maximum) matching items, found \(count)")
    }
    return true
  }

  mutating func hasUniqueItems(of node: Node, _ instance: JSON) -> Bool {
    guard let elements = instance.arrayValue else { return true }
    var seen: [[UInt8]: Int] = [:]
    for (index, element) in elements.enumerated() {
      let form = element.canonicalForm
      guard charge(1 + form.count / 16, for: node) else { return false }
      if let first = seen.updateValue(index, forKey: form) {
        return fail(
          "uniqueItems", of: node, "expected different items, but \(first) and \(index) are equal")
      }
    }
    return true
  }

  mutating func matchesUnevaluated(
    items node: NodeID, _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    guard let elements = instance.arrayValue else { return true }
    var isValid = true
    for (index, element) in elements.enumerated() where !marks.contains(index) {
      if evaluate(node, element, at: .item(index)) { continue }
      isValid = false
      if isFull { return false }
    }
    marks.insertAll()
    return isValid
  }
}
