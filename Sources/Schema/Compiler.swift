import JSON

/// Turns a schema document into a program and gathers what is wrong with it.
struct Compiler {
  /// A place while walking a document.
  struct Place {
    var document: Int
    var pointer: JSONPointer
    var resource: Int
    var depth: Int

    func appending(_ key: String) -> Place { moved(to: pointer.appending(key)) }
    func appending(_ index: Int) -> Place { moved(to: pointer.appending(index)) }

    private func moved(to pointer: JSONPointer) -> Place {
      Place(document: document, pointer: pointer, resource: resource, depth: depth)
    }
  }

  /// A schema with an identity of its own: a document, or a subschema with an `$id`.
  struct Resource {
    let identifier: URIReference
    let place: Place
    var anchors: [String: SchemaProgram.NodeID] = [:]
  }

  /// Where a subschema stands, to compile each but once.
  struct Location: Hashable {
    let document: Int
    let pointer: JSONPointer
  }

  /// A reference still to be followed, and the index in `targets` that waits for it.
  struct PendingReference {
    let target: Int
    let text: String
    let isDynamic: Bool
    let place: Place
  }

  static let maxPatternInstructions = 200_000

  var program = SchemaProgram()
  var documents: [JSON] = []
  var resources: [Resource] = []
  var resourcesByIdentifier: [String: Int] = [:]
  var compiled: [Location: SchemaProgram.NodeID] = [:]
  var references: [PendingReference] = []
  var problems: [SchemaError.Problem] = []
  var patternInstructions = 0

  /// The program of a schema whose root is node 0.
  static func compile(_ json: JSON) throws(SchemaError) -> SchemaProgram {
    var compiler = Compiler()
    compiler.add(document: json, identifier: URIReference(""))
    compiler.followReferences()
    if compiler.problems.isEmpty { compiler.refuseEndlessReferences() }
    guard compiler.problems.isEmpty else { throw SchemaError(problems: compiler.problems) }
    return compiler.program
  }

  mutating func add(document json: JSON, identifier: URIReference) {
    documents.append(json)
    var place = Place(document: documents.count - 1, pointer: .root, resource: 0, depth: 0)
    place.resource = resources.count
    addResource(identifier, at: place)
    _ = node(for: json, at: place)
  }

  /// Compiles a subschema, unless that was done before, and returns its node.
  mutating func node(for json: JSON, at place: Place) -> SchemaProgram.NodeID {
    let location = Location(document: place.document, pointer: place.pointer)
    if let known = compiled[location] { return known }
    let id = program.nodes.count
    guard id < Schema.maxSubschemas, place.depth < Schema.maxDepth else {
      report(
        id < Schema.maxSubschemas
          ? "the schema is nested deeper than \(Schema.maxDepth) levels"
          : "the schema has more than \(Schema.maxSubschemas) subschemas", at: place)
      return 0
    }
    program.nodes.append(.init(pointer: place.pointer, resource: place.resource))
    compiled[location] = id
    switch json {
    case .bool(true): break
    case .bool(false):
      program.nodes[id].requirements = [.init(keyword: "", rule: .nothing)]
    case .object(let object): compile(object, into: id, at: place)
    case .null, .int, .double, .number, .string, .array:
      report("expected a schema (an object or a boolean), found \(json.brief)", at: place)
    }
    return id
  }

  private mutating func compile(_ object: JSON.Object, into id: Int, at place: Place) {
    var place = place
    place.depth += 1
    identify(object, node: id, at: &place)
    program.nodes[id].resource = place.resource
    var requirements = valueRequirements(of: object, at: place)
    requirements += arrayRequirements(of: object, at: place)
    requirements += objectRequirements(of: object, at: place)
    requirements += applicatorRequirements(of: object, at: place)
    requirements += referenceRequirements(of: object, at: place)
    requirements += unevaluatedRequirements(of: object, at: place)
    program.nodes[id].requirements = requirements
    if let definitions = object["$defs"] {
      _ = nodes(ofMembers: definitions, at: place.appending("$defs"))
    }
  }

  mutating func report(_ message: String, at place: Place) {
    guard problems.count < SchemaError.maxProblems else { return }
    // The metaschema is sound; what goes wrong in it is the size of all documents together.
    let pointer = place.document == 0 ? place.pointer : .root
    problems.append(.init(pointer: pointer, message: message))
  }
}
