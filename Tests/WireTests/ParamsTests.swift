import JSON
import Testing
import Wire

struct ParamsTests {
  @Test func `a workflow is named by its id or by its key`() throws {
    #expect(try read(WorkflowGet.self, ["workflowId": "w"]).workflow == .id("w"))
    #expect(try read(WorkflowGet.self, ["workflowKey": "k"]).workflow == .key("k"))
    #expect(try read(EventsList.self, ["workflowKey": "k"]).workflow == .key("k"))
    #expect(try read(EventsList.self, [:]).workflow == nil)
  }

  @Test func `naming a workflow twice or not at all is refused with a sentence`() {
    #expect(
      refusal(WorkflowGet.self, [:])?.message
        == "params of workflow/get must have workflowId or workflowKey")
    for error in [
      refusal(WorkflowGet.self, ["workflowId": "w", "workflowKey": "k"]),
      refusal(EventsList.self, ["workflowId": "w", "workflowKey": "k"]),
    ] {
      #expect(error?.message.hasSuffix("must have only one of workflowId or workflowKey") == true)
    }
  }

  @Test func `defaults are those of the protocol page`() throws {
    let list = try read(WorkflowList.self, [:])
    #expect(list.limit == 10 && list.offset == 0 && list.includeSteps)
    let execute = try read(WorkflowExecute.self, ["workflowId": "w"])
    #expect(execute.events && execute.wait == nil)
    #expect(try read(EventsSubscribe.self, [:]).ephemeral)
    #expect(try read(WorkflowWait.self, ["workflowId": "w"]).wait.until == .finished)
  }

  @Test func `execute waits when asked to`() throws {
    let plain = try read(WorkflowExecute.self, ["workflowId": "w", "wait": false])
    #expect(plain.wait == .no && !WorkflowExecute.waits(plain))
    let waiting = try read(WorkflowExecute.self, ["workflowId": "w", "wait": true])
    #expect(waiting.wait == .yes(Wait()) && WorkflowExecute.waits(waiting))
    let bounded = try read(
      WorkflowExecute.self, ["workflowId": "w", "wait": ["until": "blocked", "timeoutMs": 5]])
    guard case .yes(let wait) = bounded.wait else {
      Issue.record("it does not wait")
      return
    }
    #expect(wait.until == .blocked && wait.timeoutMs == 5)
  }

  @Test func `a misspelling inside wait is found`() {
    let error = refusal(WorkflowExecute.self, ["workflowId": "w", "wait": ["timeout": 5]])
    #expect(error?.path?.description == "/wait/timeout")
    #expect(error?.didYouMean == "timeoutMs")
    #expect(
      refusal(WorkflowExecute.self, ["workflowId": "w", "wait": 1])?.message.hasSuffix(
        "must be true or an object, not an integer") == true)
  }

  @Test func `what lies below the params of create is handed on unread`() throws {
    let params = try read(
      WorkflowCreate.self,
      [
        "name": "n", "steps": "no array", "budget": ["what": 1], "timeout": 5, "defaults": [],
        "$schema": "s", "id": "w", "execute": true, "idempotencyKey": "k",
      ])
    #expect(
      JSON.object(params.definition) == [
        "name": "n", "steps": "no array", "budget": ["what": 1], "timeout": 5, "defaults": [],
        "$schema": "s",
      ])
    #expect(params.id == "w" && params.execute)
  }

  @Test func `an unknown member of create is no part of the definition`() {
    let error = refusal(WorkflowCreate.self, ["name": "n", "stpes": []])
    #expect(error?.path?.description == "/stpes")
    #expect(error?.didYouMean == "steps")
  }

  @Test func `initialize ignores what it does not know and takes a null process`() throws {
    let params = try read(
      Initialize.self,
      [
        "processId": .null, "rootUri": .null, "trace": "off",
        "capabilities": ["workspace": ["applyEdit": true]],
        "clientInfo": ["name": "vim", "build": 1],
      ])
    #expect(params.processId == .null)
    #expect(params.clientInfo?.name == "vim")
  }

  @Test func `a cancelled request is named by a string or an integer`() throws {
    #expect(try read(CancelRequest.self, ["id": "a"]).id == .text("a"))
    #expect(try read(CancelRequest.self, ["id": 7]).id == .number(7))
    for id: JSON in [.null, 1.5, true, []] {
      #expect(refusal(CancelRequest.self, ["id": id])?.path?.description == "/id")
    }
  }

  @Test func `content is text or blocks with a type`() throws {
    let params: JSON = [
      "threadId": "t", "role": "user", "content": [["type": "text", "text": "Hello"]],
    ]
    #expect(
      try read(MessageAppend.self, params).message.content
        == .blocks([["type": "text", "text": "Hello"]]))
    let error = refusal(
      MessageAppend.self, ["threadId": "t", "role": "user", "content": [["text": "Hello"]]])
    #expect(error?.path?.description == "/content/0")
  }

  @Test func `long polls count as waiting and others do not`() throws {
    #expect(EventsList.waits(try read(EventsList.self, ["waitMs": 1])))
    #expect(!EventsList.waits(try read(EventsList.self, ["waitMs": 0])))
    #expect(WorkflowWait.waits(try read(WorkflowWait.self, ["workflowId": "w"])))
  }
}
