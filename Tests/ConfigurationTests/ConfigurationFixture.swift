import Configuration
import Testing

/// A user with a home and a project folder, and what the program is told there.
final class ConfigurationFixture {
  let folder = ScratchFolder()
  var flags = Flags()
  var variables: [String: String] = [:]

  var home: String { "\(folder.path)/home" }
  var project: String { "\(folder.path)/project" }
  var environment: Environment { Environment(variables.merging(["HOME": home]) { own, _ in own }) }

  /// Writes `~/.config/stepwell/stepwell.yaml`.
  @discardableResult
  func writeUserFile(_ text: String) -> String {
    folder.write(text, to: "home/.config/stepwell/stepwell.yaml")
  }

  /// Writes `stepwell.yaml` into the working directory.
  @discardableResult
  func writeProjectFile(_ text: String) -> String {
    folder.write(text, to: "project/stepwell.yaml")
  }

  func load(_ commandLine: CommandLineKind = .spawned) throws -> Configuration {
    try Configuration.load(
      flags: flags, environment: environment, commandLine: commandLine, workingDirectory: project)
  }

  /// What is wrong when it is loaded.
  func problems(
    _ commandLine: CommandLineKind = .spawned,
    _ location: Testing.SourceLocation = #_sourceLocation
  ) throws -> [SourceProblem] {
    try #require(throws: ConfigurationProblems.self, sourceLocation: location) {
      try load(commandLine)
    }.problems
  }
}
