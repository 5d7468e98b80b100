import JSON
import RegularExpressions

/// Holds one value against a program; lives for a single validation.
struct Validator {
  typealias NodeID = SchemaProgram.NodeID

  /// A step from a value to one of its parts.
  enum PathStep {
    case member(String)
    case item(Int)
  }

  /// Applications of schemas within one another, in the value and in place.
  static let maxDepth = 1200

  let program: SchemaProgram
  let assertsFormats: Bool
  /// How many violations to collect; 0 while only the answer counts.
  var capacity: Int
  var violations: [Violation] = []
  /// Why the validation was given up.
  var surrender: Violation?
  var steps: Int
  private var depth = 0
  private var path: [PathStep] = []
  /// The resources entered on the way here, outermost first, for `$dynamicRef`.
  private var scope: [Int] = []

  init(_ program: SchemaProgram, options: Schema.Options, capacity: Int) {
    self.program = program
    self.capacity = capacity
    assertsFormats = options.assertsFormats
    steps = options.maxSteps
  }

  consuming func run(_ instance: JSON) -> [Violation] {
    var evaluated = Evaluated()
    _ = evaluate(0, instance, marking: &evaluated)
    return violations + (surrender.map { [$0] } ?? [])
  }

  /// Whether another violation would change nothing.
  var isFull: Bool { violations.count >= capacity || surrender != nil }

  // MARK: - Nodes

  /// Applies a node to the value at hand; what it has evaluated is marked if it holds.
  mutating func evaluate(
    _ id: NodeID, _ instance: JSON, marking evaluated: inout Evaluated
  ) -> Bool {
    let node = program.nodes[id]
    guard enter(node) else { return false }
    depth += 1
    let isNewScope = scope.last != node.resource
    if isNewScope { scope.append(node.resource) }
    var marks = Evaluated()
    var isValid = true
    for requirement in node.requirements {
      if holds(requirement, of: node, instance, &marks) { continue }
      isValid = false
      if isFull { break }
    }
    if isValid, program.tracksEvaluation { evaluated.formUnion(marks) }
    if isNewScope { scope.removeLast() }
    depth -= 1
    return isValid
  }

  private mutating func enter(_ node: SchemaProgram.Node) -> Bool {
    if depth >= Self.maxDepth {
      surrender(at: node, "the value or the schema is nested too deep to be checked")
    }
    return charge(1 + node.requirements.count, for: node)
  }

  /// Applies a node to a part of the value.
  mutating func evaluate(_ id: NodeID, _ part: JSON, at step: PathStep) -> Bool {
    path.append(step)
    var ignored = Evaluated()
    let isValid = evaluate(id, part, marking: &ignored)
    path.removeLast()
    return isValid
  }

  /// Applies a node for its answer alone.
  mutating func answers(
    _ id: NodeID, _ instance: JSON, marking evaluated: inout Evaluated
  ) -> Bool {
    let outer = capacity
    capacity = 0
    let isValid = evaluate(id, instance, marking: &evaluated)
    capacity = outer
    return isValid && surrender == nil
  }

  /// Applies a node and returns its first violation, without reporting it.
  mutating func firstViolation(
    _ id: NodeID, _ instance: JSON, marking evaluated: inout Evaluated
  ) -> (isValid: Bool, violation: Violation?) {
    let outer = (capacity, violations)
    capacity = min(capacity, 1)
    violations = []
    let isValid = evaluate(id, instance, marking: &evaluated)
    let violation = violations.first
    (capacity, violations) = outer
    return (isValid, violation)
  }

  /// Where a reference leads, given the schemas entered so far.
  func destination(of target: SchemaProgram.Target) -> NodeID {
    guard let name = target.dynamicName else { return target.node }
    for resource in scope {
      if let node = program.dynamicAnchors[resource][name] { return node }
    }
    return target.node
  }

  // MARK: - Reports

  /// Reports a violation of a keyword, unless nobody asks; always false.
  mutating func fail(
    _ keyword: String, of node: SchemaProgram.Node, at step: PathStep? = nil,
    _ message: @autoclosure () -> String
  ) -> Bool {
    guard !isFull else { return false }
    var instancePath = pointer
    if let step { instancePath = instancePath.appending(step) }
    violations.append(
      Violation(
        instancePath: instancePath,
        schemaPath: keyword.isEmpty ? node.pointer : node.pointer.appending(keyword),
        message: message()))
    return false
  }

  /// Takes work off the budget; false when it is used up.
  mutating func charge(_ work: Int, for node: SchemaProgram.Node) -> Bool {
    steps -= work
    if steps < 0 { surrender(at: node, "checking takes more work than is allowed") }
    return surrender == nil
  }

  private mutating func surrender(at node: SchemaProgram.Node, _ message: String) {
    guard surrender == nil else { return }
    surrender = Violation(
      instancePath: pointer, schemaPath: node.pointer, message: message)
  }

  private var pointer: JSONPointer {
    path.reduce(.root) { $0.appending($1) }
  }
}

extension JSONPointer {
  fileprivate func appending(_ step: Validator.PathStep) -> JSONPointer {
    switch step {
    case .member(let name): appending(name)
    case .item(let index): appending(index)
    }
  }
}
