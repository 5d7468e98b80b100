import JSON
import Time

extension DefinitionReader {
  mutating func sleepStep(_ object: JSON.Object, at path: JSONPointer) -> SleepStep {
    exactlyOne(of: ["duration", "until"], in: object, at: path)
    if let value = object["until"] {
      _ = string("until", in: object, at: path)
      let until = template(value, at: path.appending("until"))
      if until.isLiteral, let text = value.stringValue, Instant(text) == nil {
        note(
          "notAnInstant",
          "\"until\" must be a date-time such as \"2026-12-24T18:00:00Z\", not \(value.brief)",
          at: path.appending("until"))
      }
      return .until(until)
    }
    guard let value = object["duration"] else { return .duration(Template(literal: "0s")) }
    let duration = template(value, at: path.appending("duration"))
    if duration.isLiteral || value.stringValue == nil {
      _ = self.duration("duration", in: object, at: path)
    }
    return .duration(duration)
  }

  mutating func signalStep(_ object: JSON.Object, at path: JSONPointer) -> SignalStep {
    SignalStep(
      signal: string("signal", in: object, at: path, required: true) ?? "",
      schema: schema("schema", in: object, at: path),
      onTimeout: choice("onTimeout", in: object, at: path, of: OnTimeout.self) ?? .fail)
  }

  mutating func inputStep(_ object: JSON.Object, at path: JSONPointer) -> InputStep {
    _ = string("prompt", in: object, at: path, required: true)
    let choices = object["choices"]?.arrayValue
    if object["choices"] != nil, choices?.isEmpty != false {
      note(
        "wrongType", "\"choices\" must be an array of the answers to choose from",
        at: path.appending("choices"))
    }
    return InputStep(
      prompt: template("prompt", in: object, at: path) ?? Template(literal: ""),
      schema: schema("schema", in: object, at: path), choices: choices,
      onTimeout: choice("onTimeout", in: object, at: path, of: OnTimeout.self) ?? .fail)
  }

  mutating func childStep(_ object: JSON.Object, at path: JSONPointer) -> ChildStep {
    exactlyOne(of: ["template", "definition"], in: object, at: path)
    let source: ChildStep.Source
    if let definition = object["definition"] {
      source = .definition(definition)
      checkChild(definition, at: path.appending("definition"))
    } else {
      source = .template(
        string("template", in: object, at: path, required: object["template"] != nil) ?? "")
    }
    let isAwaited = object["await"]?.boolValue
    if object["await"] != nil, isAwaited == nil {
      note("wrongType", "\"await\" must be true or false", at: path.appending("await"))
    }
    return ChildStep(
      source: source, input: template("input", in: object, at: path), isAwaited: isAwaited ?? true)
  }

  /// Tells what is wrong in the definition of a child, whose input is not known yet.
  private mutating func checkChild(_ definition: JSON, at path: JSONPointer) {
    var reader = DefinitionReader(language: language)
    reader.scope.depth = scope.depth
    reader.stepCount = stepCount
    let outline = definition.objectValue.map { object in
      JSON.object(JSON.Object(members: object.members.filter { $0.key != "inputSchema" }))
    }
    _ = reader.definition(outline ?? definition)
    if definition["agents"] != nil {
      reader.note(
        "forbidden", "agents come from configuration, not from a child's definition; take it out",
        at: .root.appending("agents"))
    }
    stepCount = reader.stepCount
    for var problem in reader.problems {
      problem.path = problem.path.tokens.reduce(path) { $0.appending($1) }
      note(problem)
    }
  }

  mutating func assignments(_ object: JSON.Object, at path: JSONPointer) -> [Assignment] {
    let place = path.appending("values")
    guard let values = object["values"]?.objectValue else {
      note("missing", "\"values\" must be an object of new values by variable", at: place)
      return []
    }
    written.formUnion(values.keys)
    return values.members.map { member in
      Assignment(
        variable: member.key, value: template(member.value, at: place.appending(member.key)))
    }
  }
}
