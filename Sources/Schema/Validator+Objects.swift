import JSON

extension Validator {
  mutating func hasMembers(_ names: [String], of node: Node, _ instance: JSON) -> Bool {
    guard let object = instance.objectValue else { return true }
    var isValid = true
    for name in names where !has(name, in: object, for: node) {
      isValid = fail("required", of: node, "missing member \"\(name.shortened)\"")
      if isFull { return false }
    }
    return isValid
  }

  mutating func meets(
    _ dependencies: [(name: String, required: [String])], _ keyword: String, of node: Node,
    _ instance: JSON
  ) -> Bool {
    guard let object = instance.objectValue else { return true }
    var isValid = true
    for (trigger, required) in dependencies where has(trigger, in: object, for: node) {
      for name in required where !has(name, in: object, for: node) {
        isValid = fail(
          keyword, of: node,
          "missing member \"\(name.shortened)\", needed beside \"\(trigger.shortened)\"")
        if isFull { return false }
      }
    }
    return isValid
  }

  mutating func matchesDependents(
    _ schemas: [(name: String, node: NodeID)], of node: Node, _ instance: JSON,
    _ marks: inout Evaluated
  ) -> Bool {
    guard let object = instance.objectValue else { return true }
    var nodes: [NodeID] = []
    for schema in schemas where has(schema.name, in: object, for: node) {
      nodes.append(schema.node)
    }
    return matchesAll(nodes, instance, &marks)
  }

  /// Whether a member is there; looking is linear, so large objects are charged for it.
  private mutating func has(_ name: String, in object: JSON.Object, for node: Node) -> Bool {
    charge(object.count / 16, for: node) && object[name] != nil
  }

  mutating func matchesMembers(
    _ members: Members, _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    guard let object = instance.objectValue else { return true }
    var isValid = true
    for (index, member) in object.members.enumerated() {
      let nodes = nodes(for: member.key, among: members)
      if !nodes.isEmpty, program.tracksEvaluation { marks.insert(index) }
      for node in nodes {
        if evaluate(node, member, among: members.named) { continue }
        isValid = false
        if isFull { return false }
      }
    }
    return isValid
  }

  private mutating func nodes(for name: String, among members: Members) -> [NodeID] {
    var nodes: [NodeID] = []
    if let node = members.named[ExactText(name)] { nodes.append(node) }
    for (pattern, node) in members.patterns where finds(pattern, in: name, for: program.nodes[node])
    {
      nodes.append(node)
    }
    if nodes.isEmpty, let additional = members.additional { nodes.append(additional) }
    return nodes
  }

  /// Applies a schema to a member; where it allows none at all, says so of the name.
  private mutating func evaluate(
    _ id: NodeID, _ member: JSON.Object.Member, among known: [ExactText: NodeID] = [:]
  ) -> Bool {
    let node = program.nodes[id]
    guard node.refusesEverything else {
      return evaluate(id, member.value, at: .member(member.key))
    }
    let message = { () -> String in
      let near = suggestion(for: member.key, among: known.keys.sorted().prefix(200).map(\.text))
      return "unexpected member \"\(member.key.shortened)\""
        + (near.map { "; did you mean \"\($0)\"?" } ?? "")
    }
    return fail("", of: node, at: .member(member.key), message())
  }

  mutating func matchesNames(_ id: NodeID, of node: Node, _ instance: JSON) -> Bool {
    guard let object = instance.objectValue else { return true }
    var isValid = true
    for member in object.members {
      var ignored = Evaluated()
      let (matches, violation) = firstViolation(id, .string(member.key), marking: &ignored)
      if matches { continue }
      isValid = fail(
        "propertyNames", of: node, at: .member(member.key),
        "the member name is not allowed: \(violation?.message ?? "it does not match")")
      if isFull { return false }
    }
    return isValid
  }

  mutating func matchesUnevaluated(
    members id: NodeID, _ instance: JSON, _ marks: inout Evaluated
  ) -> Bool {
    guard let object = instance.objectValue else { return true }
    var isValid = true
    for (index, member) in object.members.enumerated() where !marks.contains(index) {
      if evaluate(id, member) { continue }
      isValid = false
      if isFull { return false }
    }
    marks.insertAll()
    return isValid
  }
}
