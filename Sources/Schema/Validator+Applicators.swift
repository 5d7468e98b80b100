import JSON

extension Validator {
  mutating func matchesAll(
    _ nodes: [NodeID], _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    var isValid = true
    for node in nodes {
      if evaluate(node, instance, marking: &marks) { continue }
      isValid = false
      if isFull { return false }
    }
    return isValid
  }

  mutating func matchesAny(
    _ nodes: [NodeID], of node: Node, _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    var isValid = false
    var nearest: Violation?
    for node in nodes {
      let result = firstViolation(node, instance, marking: &marks)
      if result.isValid {
        isValid = true
        if !program.tracksEvaluation { return true }
      } else if let violation = result.violation, violation.isDeeper(than: nearest) {
        nearest = violation
      }
    }
    if isValid { return true }
    return fail("anyOf", of: node, Self.noMatch(among: nodes, nearest))
  }

  mutating func matchesOne(
    _ nodes: [NodeID], of node: Node, _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    var matching: [Int] = []
    var nearest: Violation?
    for (index, node) in nodes.enumerated() {
      let result = firstViolation(node, instance, marking: &marks)
      if result.isValid {
        matching.append(index)
        if matching.count > 1 { break }
      } else if let violation = result.violation, violation.isDeeper(than: nearest) {
        nearest = violation
      }
    }
    switch matching.count {
    case 0: return fail("oneOf", of: node, Self.noMatch(among: nodes, nearest))
    case 1: return true
    default:
      return fail(
        "oneOf", of: node,
        "expected exactly one alternative to match, but \(matching[0]) and \(matching[1]) both do")
    }
  }

  private static func noMatch(among nodes: [NodeID], _ nearest: Violation?) -> String {
    "expected one of \(nodes.count) alternatives to match, found none"
      + (nearest.map { "; the nearest: \($0)" } ?? "")
  }

  mutating func matchesNot(_ inner: NodeID, of node: Node, _ instance: JSON) -> Bool {
    var ignored = Evaluated()
    guard answers(inner, instance, marking: &ignored) else { return true }
    return fail("not", of: node, "expected anything but what is found: \(instance.brief)")
  }
}

extension Violation {
  /// Whether it lies deeper in the value, so that more of the alternative has matched.
  fileprivate func isDeeper(than other: Violation?) -> Bool {
    guard let other else { return true }
    return instancePath.tokens.count > other.instancePath.tokens.count
  }
}
