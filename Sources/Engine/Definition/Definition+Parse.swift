public import JSON
import Schema
import Time

extension Definition {
  /// Members of a definition; those of `workflow/create` that are not part of it are left out.
  static let members = [
    "name", "description", "steps", "input", "inputSchema", "vars", "defaults", "output", "budget",
    "timeout", "concurrency", "priority", "metadata", "agents",
  ]

  /// Members that belong to a request and not to what is stored.
  static let requestMembers = ["id", "idempotencyKey", "execute"]

  /// Reads a definition; all its problems are told at once.
  /// - Parameter language: what its words meant when it was recorded.
  public init(
    parsing json: JSON, language: Language = .expressions
  ) throws(InvalidDefinition) {
    var reader = DefinitionReader(language: language)
    let definition = reader.definition(json)
    guard let definition, !reader.hasErrors else {
      throw InvalidDefinition(problems: reader.problems)
    }
    self = definition
  }

  /// Everything noteworthy about a definition, warnings included.
  public static func problems(of json: JSON) -> [DefinitionProblem] {
    var reader = DefinitionReader()
    _ = reader.definition(json)
    guard json["input"] == nil else { return reader.problems }
    // Whoever starts it may give it the input that it lacks.
    return reader.problems.map { problem in
      var problem = problem
      if problem.code == "invalidInput" { problem.severity = .warning }
      return problem
    }
  }
}

extension Budget {
  /// Reads a budget alone; all its problems are told at once.
  public init(parsing json: JSON) throws(InvalidDefinition) {
    var reader = DefinitionReader()
    guard let budget = reader.budget(json, at: .root), reader.problems.isEmpty else {
      throw InvalidDefinition(problems: reader.problems)
    }
    self = budget
  }
}

extension DefinitionReader {
  mutating func definition(_ json: JSON) -> Definition? {
    guard json.objectValue.map({ refuseRequestMembers($0) }) != nil,
      let object = object(
        json, at: .root, called: "a definition",
        known: Definition.members + Definition.requestMembers
      )
    else {
      _ = object(json, at: .root, called: "a definition", known: [])
      return nil
    }
    let name = string("name", in: object, at: .root, required: true)
    let steps = stepList(object["steps"] ?? [], at: .root.appending("steps"))
    let defaults = defaults(object["defaults"], at: .root.appending("defaults"))
    let vars = vars(in: object)
    var definition = Definition(
      name: name ?? "", description: string("description", in: object, at: .root), steps: steps,
      input: object["input"], metadata: metadata(in: object, at: .root), vars: vars,
      output: template("output", in: object, at: .root),
      retry: defaults.retry, timeouts: defaults.timeouts, onInterrupted: defaults.onInterrupted,
      timeout: duration("timeout", in: object, at: .root),
      budget: budget(object["budget"], at: .root.appending("budget")),
      concurrency: concurrency(in: object, at: .root),
      priority: int("priority", in: object, at: .root, range: 0...9) ?? 0, source: json, places: [:]
    )
    for step in steps { definition.notePlaces(in: step) }
    checkMentions(variables: vars.keys)
    checkInput(object)
    return definition
  }

  /// Holds the input against the schema for it.
  private mutating func checkInput(_ object: JSON.Object) {
    guard let schema = schema("inputSchema", in: object, at: .root) else { return }
    for violation in schema.schema?.validate(object["input"] ?? .null) ?? [] {
      note(
        "invalidInput", "the input does not match \"inputSchema\": \(violation.message)",
        at: violation.instancePath.tokens.reduce(.root.appending("input")) { $0.appending($1) })
    }
  }

  private mutating func refuseRequestMembers(_ object: JSON.Object) {
    for key in Definition.requestMembers where object[key] != nil {
      note(
        "requestMember",
        "\"\(key)\" belongs to the request and not to a stored definition; take it out",
        at: .root.appending(key))
    }
  }

  private mutating func vars(in object: JSON.Object) -> JSON.Object {
    guard let value = object["vars"] else { return JSON.Object() }
    guard let vars = value.objectValue else {
      note("wrongType", "\"vars\" must be an object", at: .root.appending("vars"))
      return JSON.Object()
    }
    return vars
  }

  mutating func metadata(in object: JSON.Object, at path: JSONPointer) -> JSON? {
    guard let value = object["metadata"] else { return nil }
    if value.objectValue == nil {
      note("wrongType", "\"metadata\" must be an object", at: path.appending("metadata"))
    }
    return value
  }

  private mutating func defaults(
    _ value: JSON?, at path: JSONPointer
  ) -> (retry: RetryPolicy?, timeouts: Timeouts, onInterrupted: Interruption?) {
    guard let value,
      let object = object(
        value, at: path, called: "defaults", known: ["retry", "timeout", "onInterrupted"])
    else { return (nil, Timeouts(), nil) }
    return (
      retry(object["retry"], at: path.appending("retry")),
      timeouts(object["timeout"], at: path.appending("timeout")),
      choice("onInterrupted", in: object, at: path, of: Interruption.self)
    )
  }

  mutating func budget(_ value: JSON?, at path: JSONPointer) -> Budget? {
    guard let value else { return nil }
    let known = ["agentCalls", "tokens", "costUSD", "duration"]
    guard let object = object(value, at: path, called: "a budget", known: known) else { return nil }
    return Budget(
      agentCalls: int("agentCalls", in: object, at: path, range: 0...Int.max),
      tokens: int("tokens", in: object, at: path, range: 0...Int.max),
      costUSD: number("costUSD", in: object, at: path, atLeast: 0),
      duration: duration("duration", in: object, at: path))
  }
}
