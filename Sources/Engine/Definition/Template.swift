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
  /// What is asked of steps and of the workflow and is no member of theirs.
  var strangers: [Stranger] = []

  /// A member that there is not.
  struct Stranger: Sendable, Equatable {
    var name: String
    var owner: String
    /// The members that there are.
    var members: [String]
  }

  init(_ references: [[String]]) {
    for path in references {
      switch path.first {
      case "steps":
        if path.count > 1 { steps?.append(path[1]) } else { steps = nil }
        check(path.dropFirst(2).first, of: "a step", among: ["result", "error", "status", "usage"])
      case "workflow":
        check(path.dropFirst().first, of: "the workflow", among: ["id", "name", "metadata"])
      case "vars": if path.count > 1 { variables.append(path[1]) }
      default: break
      }
    }
  }

  private mutating func check(_ name: String?, of owner: String, among members: [String]) {
    guard let name, !members.contains(name) else { return }
    strangers.append(Stranger(name: name, owner: owner, members: members))
  }
}
