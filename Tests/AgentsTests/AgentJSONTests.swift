import JSON
import Testing

@testable import Agents

@Suite struct AgentJSONTests {
  @Test func `a call is written as the protocol has it`() {
    let message = AgentMessage(role: "user", content: "hi")
    #expect(
      call("hi", messages: [message], outputSchema: true).json.text == """
        {"callId":"c-1","workflowId":"w-1","workflowName":"Trial","stepId":"s-1",\
        "stepName":"first","attempt":2,"agentId":"tester","input":"hi","threadId":"t-1",\
        "messages":[{"role":"user","content":"hi"}],"context":{"previous":1},\
        "idempotencyKey":"k-1","deadline":"1970-01-01T00:00:01.000Z","outputSchema":true}
        """)
  }

  @Test(
    arguments: [
      [:], ["result": 1, "usage": 3], ["result": 1, "messages": [1]], ["result": 1, "messages": 1],
      ["result": 1, "usage": ["inputTokens": -1]], 7,
    ] as [JSON])
  func `a result that is none is refused`(json: JSON) {
    let error = #expect(throws: AgentError.self) { try AgentResult(json: json) }
    #expect(error?.type == "badOutput")
  }

  @Test func `members that are null count as absent`() throws {
    let result = try AgentResult(json: ["result": .null, "messages": .null, "usage": .null])
    #expect(result == AgentResult(.null))
  }
}
