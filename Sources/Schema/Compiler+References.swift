import JSON

extension Compiler {
  mutating func referenceRequirements(
    of object: JSON.Object, at place: Place
  ) -> [SchemaProgram.Requirement] {
    ["$ref", "$dynamicRef"].compactMap { keyword in
      guard let json = object[keyword] else { return nil }
      guard let text = json.stringValue else {
        report("expected a URI reference, found \(json.brief)", at: place.appending(keyword))
        return nil
      }
      program.targets.append(.init(node: 0))
      references.append(
        PendingReference(
          target: program.targets.count - 1, text: text, isDynamic: keyword == "$dynamicRef",
          place: place.appending(keyword)))
      return .init(keyword: keyword, rule: .reference(program.targets.count - 1))
    }
  }

  /// Finds every reference's target; targets that no keyword led to are compiled on the way.
  mutating func followReferences() {
    var next = 0
    while next < references.count {
      let reference = references[next]
      next += 1
      guard let node = target(of: reference) else { continue }
      program.targets[reference.target].node = node
    }
  }

  private mutating func target(of reference: PendingReference) -> SchemaProgram.NodeID? {
    let base = resources[reference.place.resource].identifier
    let uri = URIReference(reference.text).resolved(against: base)
    guard let resource = resource(named: uri.withoutFragment.text) else {
      report(
        "the schema \"\(uri.withoutFragment.text)\" is not in this document, and references are "
          + "never fetched; copy it into $defs with its $id", at: reference.place)
      return nil
    }
    guard let fragment = uri.decodedFragment else {
      report("the fragment of \"\(reference.text)\" is malformed", at: reference.place)
      return nil
    }
    if let pointer = JSONPointer(fragment) {
      return node(at: pointer, in: resource, for: reference)
    }
    guard let node = resources[resource].anchors[fragment] else {
      let near = suggestion(for: fragment, among: resources[resource].anchors.keys.sorted())
      let hint = near.map { "; did you mean \"#\($0)\"?" } ?? ""
      report("there is no anchor \"\(fragment)\"\(hint)", at: reference.place)
      return nil
    }
    if reference.isDynamic, program.dynamicAnchors[resource][fragment] != nil {
      program.targets[reference.target].dynamicName = fragment
    }
    return node
  }

  private mutating func resource(named identifier: String) -> Int? {
    if let known = resourcesByIdentifier[identifier] { return known }
    guard let document = Metaschema.document(named: identifier) else { return nil }
    add(document: document, identifier: URIReference(identifier))
    return resourcesByIdentifier[identifier]
  }

  private mutating func node(
    at pointer: JSONPointer, in resource: Int, for reference: PendingReference
  ) -> SchemaProgram.NodeID? {
    var place = resources[resource].place
    guard var json = documents[place.document].value(at: place.pointer) else { return nil }
    for token in pointer.tokens {
      guard let next = json.part(named: token) else {
        report("there is nothing at \"\(reference.text)\"", at: reference.place)
        return nil
      }
      json = next
      place = place.appending(token)
      let location = Location(document: place.document, pointer: place.pointer)
      if let known = compiled[location] { place.resource = program.nodes[known].resource }
    }
    place.depth = 0
    return node(for: json, at: place)
  }

  // MARK: - Cycles

  /// Refuses references that lead back to themselves without a step into the value: they would
  /// never end.
  mutating func refuseEndlessReferences() {
    enum Mark { case unseen, open, done }
    var marks = Array(repeating: Mark.unseen, count: program.nodes.count)
    for start in program.nodes.indices where marks[start] == .unseen {
      var path: [(node: Int, next: [Int])] = [(start, inPlace(of: start))]
      marks[start] = .open
      while let last = path.last {
        guard let next = last.next.last else {
          marks[last.node] = .done
          path.removeLast()
          continue
        }
        path[path.count - 1].next.removeLast()
        switch marks[next] {
        case .done: break
        case .open: return reportEndless(at: next)
        case .unseen:
          marks[next] = .open
          path.append((next, inPlace(of: next)))
        }
      }
    }
  }

  private mutating func reportEndless(at node: Int) {
    problems.append(
      .init(
        pointer: program.nodes[node].pointer,
        message: "the schema refers to itself without a step into the value, so checking would "
          + "never end"))
  }

  /// The nodes that a node applies to the same value whatever the value is like.
  private func inPlace(of node: Int) -> [Int] {
    program.nodes[node].requirements.flatMap { requirement -> [Int] in
      switch requirement.rule {
      case .reference(let target) where program.targets[target].dynamicName == nil:
        [program.targets[target].node]
      case .allOf(let nodes), .anyOf(let nodes), .oneOf(let nodes): nodes
      case .not(let node): [node]
      case .condition(let test, let then, let otherwise):
        [test] + [then, otherwise].compactMap { $0 }
      case .dependentSchemas(let schemas): schemas.map(\.node)
      case .reference, .nothing, .type, .values, .bound, .multiple, .size, .pattern, .format,
        .uniqueItems, .required, .dependentRequired, .prefixItems, .items, .contains, .members,
        .propertyNames, .unevaluatedItems, .unevaluatedProperties:
        []
      }
    }
  }
}
