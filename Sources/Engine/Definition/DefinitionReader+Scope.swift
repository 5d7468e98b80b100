import Expressions
import JSON
import Schema

/// What expressions can see at a place of a definition.
struct Scope {
  /// Names beside those that are there everywhere.
  var names: [String] = []
  /// The `forEach` steps around the place, each by a number of its own: what happens in one is
  /// nothing to the outside.
  var regions: [Int] = []
  /// How many steps stand around the place.
  var depth = 0

  static let everywhere = ["input", "vars", "steps", "previous", "workflow", "signals"]
}

/// A step or variable that an expression names.
struct Mention {
  var steps: [String]
  var variables: [String]
  var regions: [Int]
  var place: JSONPointer
}

/// A step with a name.
struct NamedStep {
  var regions: [Int]
}

extension DefinitionReader {
  /// A value that may hold expressions.
  mutating func template(
    _ key: String, in object: JSON.Object, at path: JSONPointer, required: Bool = false
  ) -> Template? {
    guard let value = object[key] else {
      if required { note("missing", "\"\(key)\" is required", at: path.appending(key)) }
      return nil
    }
    return template(value, at: path.appending(key))
  }

  mutating func template(_ value: JSON, at place: JSONPointer) -> Template {
    guard language == .expressions else { return Template(literal: value) }
    do throws(ExpressionError) {
      let template = try Template(value, at: place)
      try template.compiled?.check(names: Set(Scope.everywhere + scope.names))
      mention(template.reads, at: place)
      return template
    } catch {
      note(error, at: place, in: value.stringValue)
      return Template(literal: value)
    }
  }

  /// A bare expression.
  mutating func condition(
    _ key: String, in object: JSON.Object, at path: JSONPointer, required: Bool = false
  ) -> Condition? {
    guard let text = expressionText(key, in: object, at: path, required: required) else {
      return nil
    }
    let place = path.appending(key)
    do throws(ExpressionError) {
      let condition = try Condition(text, at: place)
      try condition.expression.check(names: Set(Scope.everywhere + scope.names))
      mention(condition.reads, at: place)
      return condition
    } catch {
      note(error, at: place, in: text)
      return nil
    }
  }

  private mutating func expressionText(
    _ key: String, in object: JSON.Object, at path: JSONPointer, required: Bool
  ) -> String? {
    // A YAML file says `if: true` where a text is meant.
    if let value = object[key]?.boolValue { return value ? "true" : "false" }
    guard let text = string(key, in: object, at: path, required: required) else { return nil }
    guard text.hasPrefix("${"), text.hasSuffix("}") else { return text }
    note(
      "bareExpression", "\"\(key)\" is an expression by itself; write it without \"${\" and \"}\"",
      at: path.appending(key), suggestion: String(text.dropFirst(2).dropLast()))
    return nil
  }

  private mutating func note(_ error: ExpressionError, at place: JSONPointer, in text: String?) {
    let written = error.kind == .unknownName ? text.flatMap(quotedStep) : nil
    let hint = written.map { "; a name like this one is written \($0)" } ?? ""
    note(
      error.kind.rawValue, "column \(error.column): \(error.message)\(hint)",
      at: error.pointer.tokens.reduce(place) { $0.appending($1) }, suggestion: written)
  }

  /// How a step named in a text is to be written whose name is no identifier.
  private func quotedStep(in text: String) -> String? {
    let names = named.keys + (surroundings.map { Array($0.places.keys) } ?? [])
    let meant = names.filter { !$0.isIdentifier && text.contains("steps.\($0)") }
    return meant.max { ($0.count, $0) < ($1.count, $1) }.map { "steps[\(JSON.string($0).text)]" }
  }

  private mutating func mention(_ reads: Reads, at place: JSONPointer) {
    for stranger in reads.strangers {
      let meant = suggestion(for: stranger.name, among: stranger.members)
      let hint = meant.map { "; did you mean \"\($0)\"?" } ?? ""
      let members = stranger.members.joined(separator: ", ")
      note(
        "unknownMember", "\(stranger.owner) has \(members) and no \"\(stranger.name)\"\(hint)",
        at: place, suggestion: meant)
    }
    let steps = reads.steps ?? []
    guard !steps.isEmpty || !reads.variables.isEmpty else { return }
    mentions.append(
      Mention(steps: steps, variables: reads.variables, regions: scope.regions, place: place))
  }

  /// Refuses expressions that name steps and variables which are nowhere.
  mutating func checkMentions(variables: [String]) {
    let variables = written.union(variables)
    for mention in mentions {
      for name in mention.steps { check(step: name, mention) }
      for name in mention.variables where !variables.contains(name) {
        let meant = suggestion(for: name, among: variables.sorted())
        note(
          "unknownVariable", "there is no variable \"\(name)\"; declare it in \"vars\"",
          at: mention.place, suggestion: meant)
      }
    }
  }

  private mutating func check(step name: String, _ mention: Mention) {
    guard let step = named[name] ?? surroundings?.namedStep(name) else {
      let names = named.keys + (surroundings.map { Array($0.places.keys) } ?? [])
      let meant = suggestion(for: name, among: names.sorted())
      let hint = meant.map { "; did you mean \"\($0)\"?" } ?? ""
      return note(
        "unknownStep", "no step is named \"\(name)\"\(hint)", at: mention.place, suggestion: meant)
    }
    guard mention.regions.starts(with: step.regions) else {
      return note(
        "unknownStep",
        "step \"\(name)\" stands in a forEach and is nothing to the outside; its result is",
        at: mention.place)
    }
  }

  /// Remembers a step's name, unless another has it.
  mutating func register(_ name: String, at path: JSONPointer) {
    guard named[name] == nil, surroundings?.places[name] == nil else {
      return note(
        "duplicateName", "another step is named \"\(name)\" too; names must be unique",
        at: path.appending("name"))
    }
    named[name] = NamedStep(regions: scope.regions)
  }

  /// A JSON Schema, checked.
  mutating func schema(
    _ key: String, in object: JSON.Object, at path: JSONPointer
  ) -> CheckedSchema? {
    guard let source = object[key] else { return nil }
    guard language == .expressions else { return CheckedSchema(source: source, schema: nil) }
    do throws(SchemaError) {
      return CheckedSchema(source: source, schema: try Schema(source))
    } catch {
      for problem in error.problems {
        note(
          "invalidSchema", problem.message,
          at: problem.pointer.tokens.reduce(path.appending(key)) { $0.appending($1) })
      }
      return nil
    }
  }

  /// Reads what stands inside a step, with further names for expressions.
  mutating func within<Result>(
    names: [String] = [], isRegion: Bool = false, _ body: (inout DefinitionReader) -> Result
  ) -> Result {
    let outer = scope
    scope.names += names
    if isRegion { scope.regions.append(stepCount) }
    defer { scope = outer }
    return body(&self)
  }
}

extension String {
  /// Whether expressions can name it as it is: ASCII letters, digits and `_`, no digit first.
  var isIdentifier: Bool {
    guard let first = utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      return false
    }
    return utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
