import JSON
import Testing
import Wire

struct StrictnessTests {
  @Test func `a misspelt member is refused with its place and the right name`() {
    let error = refusal(WorkflowGet.self, ["workflowID": "w"])
    #expect(error?.json["code"] == -32602)
    #expect(error?.json["data"]?["path"] == "/workflowID")
    #expect(error?.json["data"]?["didYouMean"] == "workflowId")
    #expect(
      error?.message
        == "params of workflow/get: /workflowID is not a member known here; did you mean "
        + "\"workflowId\"?")
  }

  @Test func `a member that resembles none gets no suggestion`() {
    let error = refusal(WorkflowGet.self, ["workflowId": "w", "colour": "red"])
    #expect(error?.path?.description == "/colour")
    #expect(error?.didYouMean == nil)
  }

  @Test func `a wrong type is refused with its place`() {
    let error = refusal(WorkflowList.self, ["limit": "ten"])
    #expect(error?.path?.description == "/limit")
    #expect(error?.message == "params of workflow/list: /limit must be an integer, not a string")
  }

  @Test func `a wrong type deep inside is refused with its place`() {
    let error = refusal(AgentRegister.self, ["agents": [["agentId": "a"], ["agentId": 7]]])
    #expect(error?.path?.description == "/agents/1/agentId")
  }

  @Test func `an unknown member deep inside is refused with its place and the right name`() {
    let error = refusal(
      AgentFail.self, ["callId": "c", "error": ["message": "no", "retriable": true]])
    #expect(error?.path?.description == "/error/retriable")
    #expect(error?.didYouMean == "retryable")
  }

  @Test func `a place is escaped as a JSON Pointer`() {
    #expect(refusal(ServerPing.self, ["a/b~c": 1])?.path?.description == "/a~1b~0c")
  }

  @Test func `a missing member is named`() {
    let error = refusal(WorkflowCreate.self, [:])
    #expect(error?.message == "params of workflow/create: /name is required")
  }

  @Test func `params may be absent, null or an object`() throws {
    _ = try read(ServerPing.self, nil)
    _ = try read(ServerPing.self, .null)
    _ = try read(ServerPing.self, [:])
  }

  @Test(arguments: [[], ["w"], "w", 1, true] as [JSON])
  func `params that are no object are refused`(params: JSON) {
    let error = refusal(ServerPing.self, params)
    #expect(error?.type == .invalidParams)
    #expect(error?.path == .root)
    #expect(error?.message.hasPrefix("params of server/ping must be an object, not a") == true)
  }

  @Test func `null does not stand for absent`() {
    let error = refusal(WorkflowCancel.self, ["workflowId": "w", "reason": .null])
    #expect(
      error?.message
        == "params of workflow/cancel: /reason must be a string, not null; leave it out to say "
        + "nothing")
  }

  @Test func `null is a value where any JSON is`() throws {
    #expect(try read(WorkflowCreate.self, ["name": "w"]).input == nil)
    #expect(try read(WorkflowCreate.self, ["name": "w", "input": .null]).input == JSON.null)
    #expect(try read(AgentComplete.self, ["callId": "c", "result": .null]).result == .null)
    #expect(refusal(AgentComplete.self, ["callId": "c"])?.message.hasSuffix("is required") == true)
  }

  @Test func `an update tells unchanged from cleared`() throws {
    let params = try read(WorkflowUpdate.self, ["workflowId": "w", "description": .null])
    #expect(params.description == .null)
    #expect(params.metadata == nil)
    let described = try read(WorkflowUpdate.self, ["workflowId": "w", "description": "x"])
    #expect(described.description == .value("x"))
    #expect(refusal(WorkflowUpdate.self, ["workflowId": "w", "name": .null]) != nil)
  }

  @Test func `an unknown word is refused with the one that was meant`() {
    let error = refusal(WorkflowList.self, ["status": "runing"])
    #expect(error?.path?.description == "/status")
    #expect(error?.didYouMean == "running")
    #expect(error?.message.contains("must be one of pending, running, completed") == true)
  }

  @Test func `an unknown event type is refused at its place`() {
    let error = refusal(EventsList.self, ["types": ["step.started", "step.finished"]])
    #expect(error?.path?.description == "/types/1")
  }

  @Test(arguments: [0, 101, -1])
  func `a number out of range is refused`(limit: Int) {
    let error = refusal(WorkflowList.self, ["limit": JSON(limit)])
    #expect(
      error?.message == "params of workflow/list: /limit must be from 1 to 100, not \(limit)")
  }

  @Test func `a negative time is refused`() {
    let error = refusal(WorkflowWait.self, ["workflowId": "w", "timeoutMs": -1])
    #expect(
      error?.message == "params of workflow/wait: /timeoutMs must be at least 0, not -1")
  }

  @Test func `meta is allowed everywhere and carried along`() throws {
    let request = try Request<AgentFail>(
      params: ["callId": "c", "error": ["message": "no", "_meta": 1], "_meta": ["trace": "t"]])
    #expect(request.meta == ["trace": "t"])
    #expect(request.params.error.message == "no")
  }
}
