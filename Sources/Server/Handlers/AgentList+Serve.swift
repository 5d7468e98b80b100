import Runtime
import Store
import Wire

extension AgentList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    var result = Result()
    result.agents = try await call.service.agents()
    call.answer(result)
  }
}

extension Service {
  /// The agents that are there, and those that steps wait for, by name.
  func agents() async throws(WireError) -> [Wire.Agent] {
    let standings: [AgentStanding]
    do throws(StoreError) { standings = try await runtime.agentStandings() } catch {
      throw WireError(error)
    }
    return standings.map { standing in
      var agent = Wire.Agent()
      agent.agentId = standing.agentId
      agent.kind = standing.offer?.kind ?? "host"
      agent.description = standing.offer?.description
      agent.maxConcurrency = standing.offer?.maxConcurrency
      agent.isAvailable = standing.offer != nil
      agent.running = standing.running
      agent.waiting = standing.waiting
      return agent
    }
  }
}
