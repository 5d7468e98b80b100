import Configuration
import JSON

/// The agents that files describe, read and checked.
enum ConfiguredAgents {
  /// Those of the configuration.
  /// - Throws: all that is wrong with them, each at its line.
  static func read(_ configuration: Configuration) throws(AgentProblems) -> [ReadAgent] {
    guard let document = configuration.file?.document else { return [] }
    return try read(configuration.agents, in: document)
  }

  /// Those that a definition's file brings along.
  static func read(in document: YAMLDocument) throws(AgentProblems) -> [ReadAgent] {
    let agents: [ConfiguredAgent]
    do throws(ConfigurationProblems) {
      agents = try ConfiguredAgent.all(in: document)
    } catch {
      throw AgentProblems(problems: error.problems)
    }
    return try read(agents, in: document)
  }

  private static func read(
    _ agents: [ConfiguredAgent], in document: YAMLDocument
  ) throws(AgentProblems) -> [ReadAgent] {
    var read: [ReadAgent] = []
    var problems: [SourceProblem] = []
    for agent in agents {
      do throws(AgentMistakes) {
        read.append(try ReadAgent(agent.name, .object(agent.settings), at: agent.pointer))
      } catch {
        problems += error.found.map { problem($0, in: document) }
      }
    }
    guard problems.isEmpty else { throw AgentProblems(problems: problems) }
    return read
  }

  private static func problem(
    _ mistake: AgentMistake, in document: YAMLDocument
  ) -> SourceProblem {
    let isNamed = mistake.suggestion.map { mistake.message.contains($0) } ?? true
    let advice = isNamed ? nil : mistake.suggestion.map { "did you mean \(JSON.string($0).text)?" }
    return document.problem(at: mistake.path, mistake.message, suggestion: advice, atKey: !isNamed)
  }
}

/// All that is wrong with the agents of a file.
struct AgentProblems: Error, CustomStringConvertible {
  let problems: [SourceProblem]

  var description: String { problems.map(\.description).joined(separator: "\n") }
}
