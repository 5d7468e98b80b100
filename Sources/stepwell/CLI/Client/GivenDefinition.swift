import Configuration
import JSON

/// A definition from a file, with what the command line adds to it.
struct GivenDefinition {
  let document: YAMLDocument
  /// The params of `workflow/create`: all of the file but its agents.
  var definition: JSON.Object

  /// Whether the file has agents of its own, which others do not know.
  var hasAgents: Bool { document.value["agents"]?.isNull == false }

  init(file: String) throws(CommandFailure) {
    do throws(SourceProblem) {
      document = try DefinitionFile.read(file)
    } catch {
      throw CommandFailure(error)
    }
    guard let object = document.value.objectValue else {
      let problem = document.problem(
        at: .root, "a definition is an object with a name and steps, not \(document.value.kind)")
      throw CommandFailure(ExitStatus.invalidDefinition, problem.description)
    }
    definition = object
    definition["agents"] = nil
  }

  mutating func set(input: JSON) { definition["input"] = input }

  /// Applies `name=value` to the input object, or `vars.name=value` to the variables.
  mutating func apply(setting: String) throws(CommandFailure) {
    let isVariable =
      setting.hasPrefix("vars.")
      && setting.firstIndex(of: "=").map {
        setting[..<$0].count > 5
      } ?? false
    let place = isVariable ? "vars" : "input"
    var given = GivenInput(definition[place], called: place)
    try given.apply(setting: isVariable ? String(setting.dropFirst(5)) : setting)
    definition[place] = given.value
  }
}

/// An object that `--set` fills member by member, or whatever else was given in its place.
struct GivenInput {
  private(set) var value: JSON?
  /// What it is called in errors.
  let place: String

  init(_ value: JSON?, called place: String = "input") {
    self.value = value
    self.place = place
  }

  /// Applies `name=value`.
  mutating func apply(setting: String) throws(CommandFailure) {
    guard let equals = setting.firstIndex(of: "="), equals > setting.startIndex else {
      throw CommandFailure(
        ExitStatus.usage, "--set \(JSON.string(setting).text) has no name; write --set name=value")
    }
    let name = String(setting[..<equals])
    var object = JSON.Object()
    if let value, !value.isNull {
      guard let members = value.objectValue else {
        throw CommandFailure(
          ExitStatus.usage,
          "--set \(name) needs an \(place) that is an object, but it is of the kind \(value.kind)")
      }
      object = members
    }
    object[name] = ValueText.literal(String(setting[setting.index(after: equals)...]))
    value = .object(object)
  }
}
