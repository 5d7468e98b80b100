import Agents
import Configuration
import Engine
import JSON
import Runtime
import Time

extension RunningEngine {
  /// The built-in agents and those of the configuration.
  static func offers(
    _ configuration: Configuration, _ file: YAMLDocument?, _ time: any TimeSource
  ) throws -> [AgentOffer] {
    let surroundings = AgentSurroundings(
      environment: { Environment.process[$0] }, now: { time.now },
      sleep: { try await time.sleep(until: time.now + $0) })
    let builtIn: [(String, any Agent)] = [
      ("echo", EchoAgent()), ("fail", FailAgent()), ("delay", DelayAgent(in: surroundings)),
    ]
    return builtIn.map { AgentOffer(agentId: $0, kind: "builtin", agent: $1) }
  }
}
