import Expressions
public import JSON

/// A JSON value of a definition, with expressions in its strings or without.
public struct Template: Sendable, Equatable {
  /// As it was written.
  public let source: JSON
  /// Nil where there are no expressions: the value means itself.
  let compiled: JSONTemplate?
  let reads: Reads
  /// Where it stands in the definition.
  let place: JSONPointer
  /// The value it names and nothing else, which then need not be stored again.
  let reference: Reference?

  /// A value that exists already.
  enum Reference: Sendable, Equatable {
    case previous, input
    case result(step: String)
  }

  /// A value without expressions.
  public init(literal source: JSON) {
    self.source = source
    compiled = nil
    reads = Reads([])
    place = .root
    reference = nil
  }

  init(_ source: JSON, at place: JSONPointer) throws(ExpressionError) {
    let compiled = try JSONTemplate(source)
    let references = compiled.references
    self.source = source
    self.compiled = compiled.isLiteral ? nil : compiled
    self.place = place
    reads = Reads(references)
    reference = references.first.flatMap { Reference($0, written: source) }
  }

  /// Whether the value means itself.
  public var isLiteral: Bool { compiled == nil }

  public static func == (left: Template, right: Template) -> Bool {
    left.source == right.source && left.place == right.place && left.isLiteral == right.isLiteral
  }
}

extension Template.Reference {
  fileprivate init?(_ path: [String], written source: JSON) {
    guard source.stringValue == "${\(path.joined(separator: "."))}" else { return nil }
    switch (path.first, path.count) {
    case ("previous", 1): self = .previous
    case ("input", 1): self = .input
    case ("steps", 3) where path[2] == "result": self = .result(step: path[1])
    default: return nil
    }
  }
}

/// A bare expression of a definition that is true or false.
public struct Condition: Sendable, Equatable {
  let expression: Expression
  let reads: Reads
  let place: JSONPointer

  init(_ text: String, at place: JSONPointer) throws(ExpressionError) {
    expression = try Expression(parsing: text)
    reads = Reads(expression.references)
    self.place = place
  }
}

/// What expressions look at, so that nothing else is gathered for them.
struct Reads: Sendable, Equatable {
  /// The names of steps; nil: any.
  var steps: [String]? = []
  /// The names of variables, as far as they are written.
  var variables: [String] = []
  /// What is asked of steps and of the workflow, which have no other members than these.
  var members: [Member] = []

  struct Member: Sendable, Equatable {
    var name: String
    var isOfStep: Bool

    static let ofSteps = ["result", "error", "status", "usage"]
    static let ofWorkflow = ["id", "name", "metadata"]

    /// The names that would be right.
    var known: [String] { isOfStep ? Self.ofSteps : Self.ofWorkflow }
  }

  init(_ references: [[String]]) {
    for path in references {
      switch path.first {
      case "steps":
        if path.count > 1 { steps?.append(path[1]) } else { steps = nil }
        if path.count > 2 { members.append(Member(name: path[2], isOfStep: true)) }
      case "workflow":
        if path.count > 1 { members.append(Member(name: path[1], isOfStep: false)) }
      case "vars": if path.count > 1 { variables.append(path[1]) }
      default: break
      }
    }
  }
}
