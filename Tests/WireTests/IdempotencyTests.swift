import JSON
import Testing
import Wire

struct IdempotencyTests {
  @Test func `methods that change something take a key`() throws {
    let request = try Request<WorkflowPause>(params: ["workflowId": "w", "idempotencyKey": "k"])
    #expect(request.idempotencyKey == "k")
    #expect(try Request<WorkflowPause>(params: ["workflowId": "w"]).idempotencyKey == nil)
  }

  @Test func `methods that change nothing refuse a key`() {
    let error = refusal(WorkflowGet.self, ["workflowId": "w", "idempotencyKey": "k"])
    #expect(error?.path?.description == "/idempotencyKey")
  }

  @Test func `a key that is no string is refused`() {
    let error = refusal(WorkflowPause.self, ["workflowId": "w", "idempotencyKey": .null])
    #expect(error?.path?.description == "/idempotencyKey")
  }

  @Test func `requests are compared without key and meta, in any order`() throws {
    let one = try Request<WorkflowCancel>(
      params: ["workflowId": "w", "reason": "r", "idempotencyKey": "k", "_meta": 1])
    let other = try Request<WorkflowCancel>(
      params: ["idempotencyKey": "k", "reason": "r", "workflowId": "w"])
    let different = try Request<WorkflowCancel>(params: ["workflowId": "w", "idempotencyKey": "k"])
    #expect(one.body == other.body)
    #expect(one.body != different.body)
  }
}
