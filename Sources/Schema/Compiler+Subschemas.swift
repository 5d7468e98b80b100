import JSON
import RegularExpressions

/// Reads the keywords whose values are schemas.
extension Compiler {
  mutating func arrayRequirements(of object: JSON.Object, at place: Place) -> [Requirement] {
    var rules: [Requirement] = []
    var first = 0
    if let json = object["prefixItems"] {
      let nodes = nodes(ofElements: json, at: place.appending("prefixItems"))
      first = nodes.count
      rules.append(.init(keyword: "prefixItems", rule: .prefixItems(nodes)))
    }
    if case .array? = object["items"] {
      report(
        "items is one schema for all elements; a list of schemas is written prefixItems",
        at: place.appending("items"))
    } else if let node = node("items", of: object, at: place) {
      rules.append(.init(keyword: "items", rule: .items(node, from: first)))
    }
    let minimum = object["minContains"].flatMap { count($0, at: place.appending("minContains")) }
    let maximum = object["maxContains"].flatMap { count($0, at: place.appending("maxContains")) }
    if let node = node("contains", of: object, at: place) {
      rules.append(
        .init(
          keyword: "contains", rule: .contains(node, minimum: minimum ?? 1, maximum: maximum)))
    }
    return rules
  }

  mutating func objectRequirements(of object: JSON.Object, at place: Place) -> [Requirement] {
    var rules: [Requirement] = []
    var members = Members()
    if let json = object["properties"] {
      for (name, node) in nodes(ofMembers: json, at: place.appending("properties")) {
        members.named[ExactText(name)] = node
      }
    }
    if let json = object["patternProperties"] {
      let place = place.appending("patternProperties")
      for (name, node) in nodes(ofMembers: json, at: place) {
        guard let pattern = pattern(of: .string(name), at: place.appending(name)) else { continue }
        members.patterns.append((pattern, node))
      }
    }
    members.additional = node("additionalProperties", of: object, at: place)
    if !members.named.isEmpty || !members.patterns.isEmpty || members.additional != nil {
      rules.append(.init(keyword: "properties", rule: .members(members)))
    }
    if let node = node("propertyNames", of: object, at: place) {
      rules.append(.init(keyword: "propertyNames", rule: .propertyNames(node)))
    }
    if let json = object["dependentSchemas"] {
      let schemas = nodes(ofMembers: json, at: place.appending("dependentSchemas"))
      rules.append(.init(keyword: "dependentSchemas", rule: .dependentSchemas(schemas)))
    }
    return rules + olderDependencies(of: object, at: place)
  }

  /// `dependencies` of older drafts, which 2020-12 has split in two: refusing to read it would let
  /// values pass that the author meant to refuse.
  private mutating func olderDependencies(
    of object: JSON.Object, at place: Place
  ) -> [Requirement] {
    let place = place.appending("dependencies")
    guard let members = object["dependencies"]?.objectValue?.members else { return [] }
    var required: [(name: String, required: [String])] = []
    var schemas: [(name: String, node: SchemaProgram.NodeID)] = []
    for member in members {
      let place = place.appending(member.key)
      if case .array = member.value {
        names(member.value, at: place).map { required.append((member.key, $0)) }
      } else {
        schemas.append((member.key, node(for: member.value, at: place)))
      }
    }
    return [
      .init(keyword: "dependencies", rule: .dependentRequired(required)),
      .init(keyword: "dependencies", rule: .dependentSchemas(schemas)),
    ]
  }

  mutating func applicatorRequirements(of object: JSON.Object, at place: Place) -> [Requirement] {
    var rules: [Requirement] = []
    for (keyword, rule) in [("allOf", Rule.allOf), ("anyOf", Rule.anyOf), ("oneOf", Rule.oneOf)] {
      guard let json = object[keyword] else { continue }
      let nodes = nodes(ofElements: json, at: place.appending(keyword))
      if !nodes.isEmpty { rules.append(.init(keyword: keyword, rule: rule(nodes))) }
    }
    if let node = node("not", of: object, at: place) {
      rules.append(.init(keyword: "not", rule: .not(node)))
    }
    let then = node("then", of: object, at: place)
    let otherwise = node("else", of: object, at: place)
    if let test = node("if", of: object, at: place) {
      rules.append(.init(keyword: "if", rule: .condition(test, then: then, otherwise: otherwise)))
    }
    return rules
  }

  /// These come last: they look at what all others have evaluated.
  mutating func unevaluatedRequirements(of object: JSON.Object, at place: Place) -> [Requirement] {
    var rules: [Requirement] = []
    if let node = node("unevaluatedItems", of: object, at: place) {
      rules.append(.init(keyword: "unevaluatedItems", rule: .unevaluatedItems(node)))
    }
    if let node = node("unevaluatedProperties", of: object, at: place) {
      rules.append(.init(keyword: "unevaluatedProperties", rule: .unevaluatedProperties(node)))
    }
    if !rules.isEmpty { program.tracksEvaluation = true }
    return rules
  }

  // MARK: - Shapes

  private mutating func node(
    _ keyword: String, of object: JSON.Object, at place: Place
  ) -> SchemaProgram.NodeID? {
    object[keyword].map { node(for: $0, at: place.appending(keyword)) }
  }

  private mutating func nodes(
    ofElements json: JSON, at place: Place
  ) -> [SchemaProgram.NodeID] {
    guard let elements = json.arrayValue, !elements.isEmpty else {
      report("expected an array of at least one schema, found \(json.brief)", at: place)
      return []
    }
    return elements.enumerated().map { node(for: $1, at: place.appending($0)) }
  }

  mutating func nodes(
    ofMembers json: JSON, at place: Place
  ) -> [(name: String, node: SchemaProgram.NodeID)] {
    guard let object = json.objectValue else {
      report("expected an object of schemas, found \(json.brief)", at: place)
      return []
    }
    return object.members.map { ($0.key, node(for: $0.value, at: place.appending($0.key))) }
  }
}
