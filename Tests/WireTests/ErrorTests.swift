import JSON
import Testing
import Wire

struct ErrorTests {
  @Test func `the codes are those of the protocol page`() {
    let codes = Dictionary(uniqueKeysWithValues: ErrorType.allCases.map { ($0.rawValue, $0.code) })
    #expect(
      codes == [
        "parseError": -32700, "invalidRequest": -32600, "methodNotFound": -32601,
        "invalidParams": -32602, "internalError": -32603, "notInitialized": -32002,
        "cancelled": -32800, "workflowNotFound": 1001, "stepNotFound": 1002, "invalidState": 1003,
        "invalidDefinition": 1004, "conflict": 1005, "limitExceeded": 1006, "agentNotFound": 1007,
        "overloaded": 1008, "storeUnavailable": 1009, "cursorExpired": 1010, "staleAttempt": 1011,
        "missingCapability": 1012, "threadNotFound": 1013, "templateNotFound": 1014,
        "inputNotFound": 1015, "webhookNotFound": 1016, "scheduleNotFound": 1017,
        "forbidden": 1018, "subscriptionNotFound": 1100,
      ])
  }

  @Test func `an error carries its name, whether to retry, and ids`() {
    #expect(
      WireError.workflowNotFound(.id("w")).json == [
        "code": 1001, "message": "Workflow with ID w not found",
        "data": ["type": "workflowNotFound", "retryable": false, "workflowId": "w"],
      ])
    #expect(
      WireError.overloaded("Too many requests", retryAfterMs: 50).json["data"] == [
        "type": "overloaded", "retryable": true, "retryAfterMs": 50,
      ])
  }

  @Test func `a method that does not exist is answered with a near one`() {
    let error = WireError.methodNotFound("workflow/puase")
    #expect(error.json["code"] == -32601)
    #expect(error.didYouMean == "workflow/pause")
    #expect(WireError.methodNotFound("tools/call").didYouMean == nil)
  }

  @Test func `the error of a host says why an agent failed`() throws {
    let failure = try AgentFailure(
      error: [
        "code": -1, "message": "Too many requests",
        "data": ["type": "rateLimited", "retryable": true, "retryAfterMs": 9, "other": 1],
      ])
    #expect(failure.type == "rateLimited")
    #expect(failure.message == "Too many requests")
    #expect(failure.isRetryable == true)
    #expect(failure.retryAfterMs == 9)
  }

  @Test func `the error of a host without data is read`() throws {
    let failure = try AgentFailure(error: ["code": -1, "message": "no", "data": "text"])
    #expect(failure.message == "no")
    #expect(failure.type == nil && failure.isRetryable == nil)
    #expect(throws: Misfit.self) { try AgentFailure(error: ["code": -1]) }
  }
}
