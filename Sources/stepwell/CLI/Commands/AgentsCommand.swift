import ArgumentParser
import Runtime
import Wire

/// `stepwell agents`: who can do the work of steps.
struct AgentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agents",
    abstract: "List the agents that an engine started here can call.",
    discussion: "Hosts add their own to the engines they serve; those are not known here.")

  @Flag(help: "Print them as JSON, as agent/list answers them.")
  var json = false

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let answer = try await EngineClient.with(engine, as: .reading) { client in
      try await client.call(AgentList.self)
    }
    if json { return StandardOutput.write(pretty: answer.json) }
    var table = Table(["AGENT", "KIND", "AT ONCE", "ABOUT"], flexible: 3)
    for agent in answer.agents {
      let limit = agent.maxConcurrency.map { "\($0)" } ?? "–"
      table.add([agent.agentId, agent.kind, limit, agent.description ?? ""])
    }
    let isTerminal = Terminal.output.isTerminal
    StandardOutput.write(table.text(columns: isTerminal ? Terminal.output.size.columns : nil))
  }
}
