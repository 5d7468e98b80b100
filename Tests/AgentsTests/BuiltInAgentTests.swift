import JSON
import Synchronization
import Testing
import Time

@testable import Agents

@Suite struct BuiltInAgentTests {
  @Test func `echo returns its input`() async {
    #expect(await outcome(of: EchoAgent(), call(["a": [1]])).result == AgentResult(["a": [1]]))
  }

  @Test(
    arguments: [
      (JSON.null, AgentError(type: "failed", message: "failed as asked", isRetryable: nil)),
      ("oh", AgentError(type: "failed", message: "oh", isRetryable: nil)),
      (
        ["type": "outage", "message": "down", "retryable": true, "retryAfterMs": 20] as JSON,
        AgentError(
          type: "outage", message: "down", isRetryable: true, retryAfter: .milliseconds(20))
      ),
    ] as [(JSON, AgentError)])
  func `fail fails as it is asked to`(input: JSON, error: AgentError) async {
    #expect(await outcome(of: FailAgent(), call(input)).error == error)
  }

  @Test(
    arguments: [
      (["ms": 1500, "result": "done"] as JSON, Duration.milliseconds(1500), "done" as JSON),
      (["duration": "1h30m"], .seconds(5400), .null),
    ] as [(JSON, Duration, JSON)])
  func `delay waits as long as it is asked to`(
    input: JSON, expected: Duration, result: JSON
  ) async {
    let waits = Mutex<[Duration]>([])
    var world = surroundings()
    world.sleep = { duration in waits.withLock { $0.append(duration) } }
    #expect(await outcome(of: DelayAgent(in: world), call(input)).result?.result == result)
    #expect(waits.withLock { $0 } == [expected])
  }

  @Test(arguments: [JSON.null, ["ms": -1], ["duration": "soon"], ["duration": 5]])
  func `delay refuses what is no time`(input: JSON) async {
    #expect(
      await outcome(of: DelayAgent(in: surroundings()), call(input)).error?.type == "badRequest")
  }

  @Test func `a delay can be cancelled`() async {
    var world = surroundings()
    world.sleep = { _ in throw CancellationError() }
    #expect(await outcome(of: DelayAgent(in: world), call(["ms": 1])).error == .cancelled)
  }
}
