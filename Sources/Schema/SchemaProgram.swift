import JSON
import RegularExpressions

/// A compiled schema: every subschema is a node, named by its index.
struct SchemaProgram: Sendable {
  typealias NodeID = Int

  /// One subschema.
  struct Node: Sendable {
    /// Where it stands in its document.
    var pointer: JSONPointer
    /// The schema with an `$id` it belongs to, as an index; tells dynamic scopes apart.
    var resource: Int
    var requirements: [Requirement] = []

    /// Whether it is the schema `false`.
    var refusesEverything: Bool {
      if case .nothing = requirements.first?.rule { true } else { false }
    }
  }

  /// A keyword that has to hold, and the name to report it under.
  struct Requirement: Sendable {
    let keyword: String
    let rule: Rule
  }

  /// Where a reference leads.
  struct Target: Sendable {
    var node: NodeID
    /// The name to look up among the schemas in force first, for a `$dynamicRef`.
    var dynamicName: String?
  }

  var nodes: [Node] = []
  var targets: [Target] = []
  /// For each resource its nodes with a `$dynamicAnchor`.
  var dynamicAnchors: [[String: NodeID]] = []
  /// Whether any node asks what others have evaluated.
  var tracksEvaluation = false
}

/// What a keyword demands.
enum Rule: Sendable {
  typealias NodeID = SchemaProgram.NodeID

  /// The schema `false`.
  case nothing
  case type([SchemaType])
  /// One of the values whose canonical forms these are; the text lists them for people.
  case values(Set<[UInt8]>, text: String)
  case bound(Bound)
  case multiple(of: Multiple)
  case size(Size)
  case pattern(RegularExpression)
  case format(Format)
  case uniqueItems
  case required([String])
  case dependentRequired([(name: String, required: [String])])
  /// An index into `targets`.
  case reference(Int)
  case allOf([NodeID])
  case anyOf([NodeID])
  case oneOf([NodeID])
  case not(NodeID)
  case condition(NodeID, then: NodeID?, otherwise: NodeID?)
  case dependentSchemas([(name: String, node: NodeID)])
  case prefixItems([NodeID])
  case items(NodeID, from: Int)
  case contains(NodeID, minimum: Int, maximum: Int?)
  case members(Members)
  case propertyNames(NodeID)
  case unevaluatedItems(NodeID)
  case unevaluatedProperties(NodeID)
}

/// The types of JSON Schema.
enum SchemaType: String, Sendable, CaseIterable {
  case null, boolean, integer, number, string, array, object
}

/// A limit that a number is compared with.
struct Bound: Sendable {
  enum Relation: String, Sendable {
    case atLeast = "at least"
    case atMost = "at most"
    case above = "more than"
    case below = "less than"
  }

  let relation: Relation
  let limit: ExactNumber
  /// The limit as the schema has it.
  let text: String
}

/// What a number has to be a multiple of.
struct Multiple: Sendable {
  let number: ExactNumber
  /// The number as the schema has it.
  let text: String
}

/// How long a string, array or object may be.
struct Size: Sendable {
  enum Unit: String, Sendable { case characters, items, members }

  let unit: Unit
  let isMinimum: Bool
  let limit: Int
}

/// `properties`, `patternProperties` and `additionalProperties`, which divide the members.
struct Members: Sendable {
  var named: [ExactText: Rule.NodeID] = [:]
  var patterns: [(pattern: RegularExpression, node: Rule.NodeID)] = []
  var additional: Rule.NodeID?
}
