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
      throw CommandFailure(ExitStatus.invalidDefinition, error.description)
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
    guard let equals = setting.firstIndex(of: "="), equals > setting.startIndex else {
      throw CommandFailure(
        ExitStatus.usage, "--set \(JSON.string(setting).text) has no name; write --set name=value")
    }
    var name = String(setting[..<equals])
    let value = ValueText.literal(String(setting[setting.index(after: equals)...]))
    let isVariable = name.hasPrefix("vars.") && name.count > 5
    if isVariable { name = String(name.dropFirst(5)) }
    let place = isVariable ? "vars" : "input"
    var object = JSON.Object()
    if let given = definition[place], !given.isNull {
      guard let members = given.objectValue else {
        throw CommandFailure(
          ExitStatus.usage,
          "--set \(name) needs an \(place) that is an object, but it is of the kind \(given.kind)")
      }
      object = members
    }
    object[name] = value
    definition[place] = .object(object)
  }
}
