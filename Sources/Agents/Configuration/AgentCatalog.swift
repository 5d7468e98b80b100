public import JSON

/// The agents that the engine itself can call, by their ids.
public struct AgentCatalog: Sendable, Equatable {
  /// What every engine has: `echo`, `fail` and `delay`.
  public static let builtIn = AgentCatalog([
    "echo": AgentConfiguration(.echo), "fail": AgentConfiguration(.fail),
    "delay": AgentConfiguration(.delay),
  ])

  public let configurations: [String: AgentConfiguration]

  public init(_ configurations: [String: AgentConfiguration]) {
    self.configurations = configurations
  }

  /// Reads `agents` of `stepwell.yaml`, an object by agent id; the built-in ones are added.
  /// - Parameter path: where it stands, for problems.
  /// - Throws: everything that is wrong with any of them, at once.
  public init(json: JSON, at path: JSONPointer = .root) throws(ConfigurationProblems) {
    guard let object = json.objectValue else {
      throw ConfigurationProblems([
        ConfigurationProblem(
          path: path, message: "agents are an object by agent id, not \(json.kind)")
      ])
    }
    var configurations = Self.builtIn.configurations
    var problems: [ConfigurationProblem] = []
    for member in object {
      do throws(ConfigurationProblems) {
        configurations[member.key] = try AgentConfiguration(
          json: member.value, at: path.appending(member.key))
      } catch {
        problems += error.problems
      }
    }
    guard problems.isEmpty else { throw ConfigurationProblems(problems) }
    self.configurations = configurations
  }

  /// The agent of that id, or nil where there is none.
  public func agent(_ id: String, in surroundings: AgentSurroundings) -> (any Agent)? {
    configurations[id].map { makeAgent($0, in: surroundings) }
  }
}

/// The agent that a configuration describes.
public func makeAgent(
  _ configuration: AgentConfiguration, in surroundings: AgentSurroundings
) -> any Agent {
  switch configuration.kind {
  case .command(let command): CommandAgent(command, in: surroundings)
  case .chat(let chat): ChatAgent(chat, in: surroundings)
  case .http(let http): HTTPAgent(http, in: surroundings)
  case .echo: EchoAgent()
  case .fail: FailAgent()
  case .delay: DelayAgent(in: surroundings)
  }
}
