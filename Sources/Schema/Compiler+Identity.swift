import JSON

extension Compiler {
  mutating func addResource(_ identifier: URIReference, at place: Place) {
    let key = identifier.withoutFragment.text
    if resourcesByIdentifier[key] != nil {
      report("a second schema with the $id \"\(key)\"", at: place)
    }
    resourcesByIdentifier[key] = resources.count
    resources.append(Resource(identifier: identifier.withoutFragment, place: place))
    program.dynamicAnchors.append([:])
  }

  /// Reads `$schema`, `$id` and the anchors; a new identity changes the place's resource.
  mutating func identify(_ object: JSON.Object, node: Int, at place: inout Place) {
    checkDialect(object["$schema"], at: place.appending("$schema"))
    if let json = object["$id"] {
      addIdentity(json, at: place.appending("$id"), of: &place)
    }
    for keyword in ["$anchor", "$dynamicAnchor"] {
      guard let json = object[keyword] else { continue }
      addAnchor(json, isDynamic: keyword == "$dynamicAnchor", node: node, at: place, keyword)
    }
  }

  private mutating func addIdentity(_ json: JSON, at keyword: Place, of place: inout Place) {
    guard let text = json.stringValue else {
      return report("expected a URI reference, found \(json.brief)", at: keyword)
    }
    let reference = URIReference(text)
    guard reference.fragment ?? "" == "" else {
      return report("$id must not have a fragment; use $anchor to name a subschema", at: keyword)
    }
    let identifier = reference.resolved(against: resources[place.resource].identifier)
    guard !place.pointer.isRoot else {
      if place.document == 0 { nameDocument(identifier, at: place) }
      return
    }
    place.resource = resources.count
    addResource(identifier, at: place)
  }

  /// The `$id` at the root names the resource that the document already is.
  private mutating func nameDocument(_ identifier: URIReference, at place: Place) {
    resources[place.resource] = Resource(identifier: identifier.withoutFragment, place: place)
    resourcesByIdentifier = [identifier.withoutFragment.text: place.resource]
  }

  private mutating func addAnchor(
    _ json: JSON, isDynamic: Bool, node: Int, at place: Place, _ keyword: String
  ) {
    let keywordPlace = place.appending(keyword)
    guard let name = json.stringValue, Self.isAnchorName(name) else {
      return report(
        "expected a name of letters, digits, '-', '_' and '.', found \(json.brief)",
        at: keywordPlace)
    }
    let known = resources[place.resource].anchors.updateValue(node, forKey: name)
    if let known, known != node { report("a second anchor \"\(name)\"", at: keywordPlace) }
    if isDynamic { program.dynamicAnchors[place.resource][name] = node }
  }

  private static func isAnchorName(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isASCIILetter || first == UInt8(ascii: "_") else {
      return false
    }
    return name.utf8.allSatisfy {
      $0.isASCIILetter || $0.isASCIIDigit || "-_.".utf8.contains($0)
    }
  }

  /// Schemas of older drafts are read as of 2020-12, which names what has changed in them.
  private mutating func checkDialect(_ json: JSON?, at place: Place) {
    guard let json else { return }
    let known = [
      "https://json-schema.org/draft/2020-12/schema",
      "https://json-schema.org/draft/2019-09/schema",
      "http://json-schema.org/draft-07/schema", "http://json-schema.org/draft-06/schema",
    ]
    guard let text = json.stringValue, known.contains(URIReference(text).withoutFragment.text)
    else {
      return report(
        "unknown dialect \(json.brief); write \"\(known[0])\" or leave $schema out", at: place)
    }
  }
}

extension UInt8 {
  var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
  var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
