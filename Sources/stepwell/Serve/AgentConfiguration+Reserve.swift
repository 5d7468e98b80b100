import Agents
import Engine
import JSON

extension AgentConfiguration {
  /// What is set aside of a budget before each call: as configured, else what a model may answer with
  /// at most (`max_tokens`); nil where nobody says.
  var reserved: Usage? {
    if let reserve {
      return Usage(outputTokens: reserve.tokens ?? 0, costUSD: reserve.costUSD ?? 0)
    }
    guard case .chat(let chat) = kind else { return nil }
    let limit = chat.parameters["max_completion_tokens"] ?? chat.parameters["max_tokens"]
    return limit?.intValue.map { Usage(outputTokens: Int($0)) }
  }
}
