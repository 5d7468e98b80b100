import JSON

extension YAMLBuilder {
  private enum Key {
    case name(String)
    /// `<<`: the members of the value are taken in.
    case merge
  }

  /// The members up to the end of the mapping that `start` opened.
  mutating func mapping(_ start: YAMLEvent, depth: Int) throws(SourceProblem) -> YAMLNode {
    let offset = offset(of: start)
    var members = YAMLMembers()
    var merged: YAMLMembers.Entry?
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { break }
      let keyOffset = self.offset(of: event)
      let key = try key(event, depth: depth)
      let value = try node(try next(), depth: depth + 1)
      switch key {
      case .name(let name):
        let entry = YAMLMembers.Entry(key: name, keyOffset: keyOffset, node: value)
        if let first = members.add(entry) { throw duplicate(entry, first) }
      case .merge:
        let entry = YAMLMembers.Entry(key: "<<", keyOffset: keyOffset, node: value)
        if let merged { throw duplicate(entry, merged, suggestion: "write one << with a list") }
        merged = entry
      }
    }
    if let merged { try merge(merged, into: &members) }
    return YAMLNode(mappingAt: offset, members)
  }

  private mutating func key(_ event: YAMLEvent, depth: Int) throws(SourceProblem) -> Key {
    if case .scalar(let scalar) = event.kind, scalar.isPlain, scalar.text == "<<" {
      let tag = scalar.properties.tag
      if tag == nil || tag == "tag:yaml.org,2002:merge" { return .merge }
    }
    switch event.kind {
    case .scalar, .alias: break
    case .sequenceStart, .mappingStart, .sequenceEnd, .mappingEnd, .streamStart, .streamEnd,
      .documentStart, .documentEnd:
      throw problem(
        event, "a key must be text, not a list or a mapping",
        suggestion: "quote the value if braces or brackets are meant as text")
    }
    let node = try node(event, depth: depth)
    if let name = node.value.stringValue { return .name(name) }
    let hint: String? =
      if case .scalar(let scalar) = event.kind, !scalar.text.isEmpty {
        "quote it: \(quoted(scalar.text))"
      } else { nil }
    throw problem(event, "a key must be text, not \(node.value.kind)", suggestion: hint)
  }

  private func duplicate(
    _ entry: YAMLMembers.Entry, _ first: YAMLMembers.Entry, suggestion: String? = nil
  ) -> SourceProblem {
    let place = source.position(ofByte: first.keyOffset)
    return source.problem(
      atByte: entry.keyOffset,
      "\(quoted(entry.key)) stands twice: first at line \(place.line), column \(place.column)",
      suggestion: suggestion ?? "remove one of them")
  }

  /// Takes in the members that are not there yet; of several mappings an earlier one wins.
  private func merge(
    _ entry: YAMLMembers.Entry, into members: inout YAMLMembers
  ) throws(SourceProblem) {
    let node = entry.node
    let isList = node.value.arrayValue != nil
    let values = node.value.arrayValue ?? [node.value]
    let places = isList ? node.places.children : [node.places]
    for (value, places) in zip(values, places) {
      guard case .object(let object) = value else {
        throw source.problem(
          atByte: places.value, "<< takes a mapping or a list of mappings, not \(value.kind)")
      }
      for (index, member) in object.members.enumerated() {
        let node = YAMLNode(measuring: member.value, places.children[index])
        _ = members.add(.init(key: member.key, keyOffset: places.keys[index], node: node))
      }
    }
  }
}

extension YAMLNode {
  /// A value that is known already, weighed again.
  fileprivate init(measuring value: JSON, _ places: Places) {
    self.init(scalar: value, bytes: 0, at: places.value)
    self.places = places
    switch value {
    case .null, .bool, .int, .double: weight += 8
    case .number(let text), .string(let text): weight += text.utf8.count
    case .array(let elements):
      for (element, places) in zip(elements, places.children) {
        add(YAMLNode(measuring: element, places), keyBytes: 0)
      }
    case .object(let object):
      for (member, places) in zip(object.members, places.children) {
        add(YAMLNode(measuring: member.value, places), keyBytes: member.key.utf8.count)
      }
    }
  }

  private mutating func add(_ child: YAMLNode, keyBytes: Int) {
    weight += child.weight + keyBytes
    height = max(height, child.height + 1)
  }
}
