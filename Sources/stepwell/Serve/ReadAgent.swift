import Agents
import Engine
import JSON
import Runtime

/// An agent that was read from a file and can be offered.
struct ReadAgent {
  let agentId: String
  let configuration: AgentConfiguration
  private let kind: String
  private let retry: RetryPolicy?

  /// - Parameter path: where its settings stand in their file.
  /// - Throws: all that is wrong with them, each with its place.
  init(_ agentId: String, _ settings: JSON, at path: JSONPointer) throws(AgentMistakes) {
    self.agentId = agentId
    kind = settings["kind"]?.stringValue ?? "builtin"
    let (read, mistakes) = Self.configuration(settings, at: path)
    let (retry, others) = Self.retry(settings["retry"], at: path.appending("retry"))
    guard let read, mistakes.isEmpty, others.isEmpty else {
      throw AgentMistakes(found: mistakes + others)
    }
    configuration = read
    self.retry = retry
  }

  private static func configuration(
    _ settings: JSON, at path: JSONPointer
  ) -> (AgentConfiguration?, [AgentMistake]) {
    do throws(ConfigurationProblems) {
      return (try AgentConfiguration(json: settings, at: path), [])
    } catch {
      return (nil, error.problems.map { AgentMistake($0) })
    }
  }

  /// The policy is written as definitions have it, so the engine reads it.
  private static func retry(
    _ json: JSON?, at path: JSONPointer
  ) -> (RetryPolicy?, [AgentMistake]) {
    // The configuration's reader tells what is no object.
    guard let json, json.objectValue != nil else { return (nil, []) }
    do throws(InvalidDefinition) {
      return (try RetryPolicy(parsing: json, at: path), [])
    } catch {
      return (nil, error.problems.map { AgentMistake($0) })
    }
  }

  /// The agent as the runtime takes it.
  func offer(in surroundings: AgentSurroundings) -> AgentOffer {
    let timeout = configuration.timeout
    return AgentOffer(
      agentId: agentId, kind: kind, description: configuration.description,
      agent: makeAgent(configuration, in: surroundings),
      maxConcurrency: configuration.maxConcurrency, rateLimit: configuration.rateLimit,
      retry: retry,
      timeouts: Timeouts(
        attempt: timeout?.attempt, total: timeout?.total, idle: timeout?.idle),
      reserve: configuration.reserved)
  }

  /// What every engine has: `echo`, `fail` and `delay`.
  static func builtIn(in surroundings: AgentSurroundings) -> [AgentOffer] {
    let configurations = AgentCatalog.builtIn.configurations.sorted { $0.key < $1.key }
    return configurations.map { agentId, configuration in
      AgentOffer(
        agentId: agentId, kind: "builtin", agent: makeAgent(configuration, in: surroundings))
    }
  }
}

/// What is wrong with an agent's settings.
struct AgentMistakes: Error {
  let found: [AgentMistake]
}

/// One thing that is wrong, by its place in the file.
struct AgentMistake {
  let path: JSONPointer
  let message: String
  let suggestion: String?

  fileprivate init(_ problem: ConfigurationProblem) {
    (path, message, suggestion) = (problem.path, problem.message, problem.suggestion)
  }

  fileprivate init(_ problem: DefinitionProblem) {
    (path, message, suggestion) = (problem.path, problem.message, problem.suggestion)
  }
}
