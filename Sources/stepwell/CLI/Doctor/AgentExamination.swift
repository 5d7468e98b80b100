import Agents
import Configuration
import Runtime

/// Whether each configured agent could be called.
enum AgentExamination {
  static func findings(_ configuration: Configuration) async -> [Finding] {
    let agents: [ReadAgent]
    do throws(AgentProblems) {
      agents = try ConfiguredAgents.read(configuration)
    } catch {
      return error.problems.map { Finding(.broken, $0.headline) }
    }
    var findings = [Finding(.well, "echo, fail, delay: built in")]
    for agent in agents { findings += await self.findings(agent) }
    return findings
  }

  private static func findings(_ agent: ReadAgent) async -> [Finding] {
    let surroundings = RunningEngine.surroundings(SystemTime())
    let obstacles = await agent.configuration.obstacles(in: surroundings)
    guard obstacles.isEmpty else {
      return obstacles.map { Finding(.broken, "\(agent.agentId): \($0)") }
    }
    return [Finding(.well, "\(agent.agentId): ready to be called")]
  }
}
