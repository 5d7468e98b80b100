import JSON

extension SourceText {
  /// The text as YAML: its only document, `null` where it holds none.
  func yamlNode(_ limits: YAMLLimits) throws(SourceProblem) -> YAMLNode {
    guard !bytes.isEmpty else { return YAMLNode(scalar: .null, bytes: 0, at: 0) }
    return try bytes.withUnsafeBufferPointer { text throws(SourceProblem) in
      guard let events = YAMLEvents(text: text) else {
        throw problem(atByte: 0, "not enough memory to read this")
      }
      var builder = YAMLBuilder(source: self, limits: limits, events: events)
      return try builder.document()
    }
  }
}

/// Builds values from the events of a YAML text, aliases resolved, limits held.
struct YAMLBuilder {
  let source: SourceText
  let limits: YAMLLimits
  private let events: YAMLEvents
  private var cursor: ScalarCursor
  private var anchors: [String: Anchor] = [:]
  private var repeated = 0

  /// What an `&anchor` names: nothing yet while its value is still being read.
  private enum Anchor {
    case open
    case closed(YAMLNode)
  }

  init(source: SourceText, limits: YAMLLimits, events: YAMLEvents) {
    self.source = source
    self.limits = limits
    self.events = events
    cursor = ScalarCursor(bytes: source.bytes)
  }

  mutating func document() throws(SourceProblem) -> YAMLNode {
    _ = try next()  // the start of the stream
    let start = try next()
    guard case .documentStart = start.kind else {
      return YAMLNode(scalar: .null, bytes: 0, at: 0)
    }
    let node = try node(try next(), depth: 0)
    _ = try next()  // the end of the document
    let end = try next()
    guard case .streamEnd = end.kind else {
      throw problem(
        end, "a second document starts here", suggestion: "keep one document in a file")
    }
    return node
  }

  mutating func next() throws(SourceProblem) -> YAMLEvent {
    do {
      return try events.next()
    } catch {
      throw complaint(about: error)
    }
  }

  /// The value that starts with `event`, inside `depth` mappings and sequences.
  mutating func node(_ event: YAMLEvent, depth: Int) throws(SourceProblem) -> YAMLNode {
    switch event.kind {
    case .alias(let name): return try alias(name, event, depth: depth)
    case .scalar(let scalar):
      let node = try node(scalar, event)
      close(scalar.properties.anchor, node)
      return node
    case .sequenceStart(let properties):
      try begin(properties, event, tag: .sequence, depth: depth)
      let node = try sequence(event, depth: depth)
      close(properties.anchor, node)
      return node
    case .mappingStart(let properties):
      try begin(properties, event, tag: .mapping, depth: depth)
      let node = try mapping(event, depth: depth)
      close(properties.anchor, node)
      return node
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw problem(event, "a value is missing here")
    }
  }

  private mutating func sequence(_ start: YAMLEvent, depth: Int) throws(SourceProblem) -> YAMLNode {
    let offset = offset(of: start)
    var elements: [YAMLNode] = []
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { return YAMLNode(sequenceAt: offset, elements) }
      elements.append(try node(event, depth: depth + 1))
    }
  }

  /// Checks what stands before a mapping or a sequence.
  private mutating func begin(
    _ properties: YAMLEvent.Properties, _ event: YAMLEvent, tag: CoreTag, depth: Int
  ) throws(SourceProblem) {
    guard depth < limits.maxDepth else { throw tooDeep(event) }
    if let written = properties.tag, written != "!", CoreTag(written) != tag {
      throw unknownTag(written, event)
    }
    if let anchor = properties.anchor { anchors[anchor] = .open }
  }

  private mutating func close(_ anchor: String?, _ node: YAMLNode) {
    if let anchor { anchors[anchor] = .closed(node) }
  }

  private mutating func alias(
    _ name: String, _ event: YAMLEvent, depth: Int
  ) throws(SourceProblem) -> YAMLNode {
    switch anchors[name] {
    case nil:
      throw problem(
        event, "no anchor &\(name) stands before this alias",
        suggestion: didYouMean(name, among: anchors.keys.sorted()))
    case .open: throw problem(event, "the value of &\(name) would contain itself")
    case .closed(var node):
      guard depth + node.height <= limits.maxDepth else { throw tooDeep(event) }
      repeated += node.weight
      guard repeated <= limits.maxRepeated else {
        throw problem(
          event, "aliases repeat more than the \(limits.maxRepeated) bytes allowed",
          suggestion: "write fewer aliases")
      }
      node.places.value = offset(of: event)
      return node
    }
  }
}

extension YAMLBuilder {
  mutating func offset(of event: YAMLEvent) -> Int { cursor.byte(ofScalar: event.start) }

  mutating func problem(
    _ event: YAMLEvent, _ message: String, suggestion: String? = nil
  ) -> SourceProblem {
    source.problem(atByte: offset(of: event), message, suggestion: suggestion)
  }

  mutating func unknownTag(_ tag: String, _ event: YAMLEvent) -> SourceProblem {
    problem(
      event, "the tag \(quoted(tag)) does not fit here",
      suggestion:
        "leave it out; only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map are read")
  }

  private mutating func tooDeep(_ event: YAMLEvent) -> SourceProblem {
    problem(event, "nested deeper than \(limits.maxDepth) levels")
  }

  private mutating func complaint(about failure: YAMLFailure) -> SourceProblem {
    let offset =
      switch failure.place {
      case .byte(let offset): offset
      case .scalar(let index): cursor.byte(ofScalar: index)
      }
    return source.problem(about: failure, atByte: offset)
  }
}
