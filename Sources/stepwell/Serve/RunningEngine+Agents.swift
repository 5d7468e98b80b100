import Agents
import Configuration
import Runtime
import Time

extension RunningEngine {
  /// The built-in agents, those of the configuration, and those that a definition brings along;
  /// later ones take the place of earlier ones of the same name.
  static func offers(
    _ configuration: Configuration, _ file: YAMLDocument?, _ time: any TimeSource
  ) throws(AgentProblems) -> [AgentOffer] {
    let surroundings = surroundings(time)
    var agents = try ConfiguredAgents.read(configuration)
    if let file { agents += try ConfiguredAgents.read(in: file) }
    return ReadAgent.builtIn(in: surroundings) + agents.map { $0.offer(in: surroundings) }
  }

  /// What agents have of the world: this process's environment and the clock.
  static func surroundings(_ time: any TimeSource) -> AgentSurroundings {
    AgentSurroundings(
      environment: { Environment.process[$0] }, now: { time.now },
      sleep: { try await time.sleep(until: time.now + $0) })
  }
}
