import JSON
import Testing

struct SteeringTests {
  let desk = Desk()

  private func startWaiting(_ id: String) {
    desk.folder.write(
      "{name: W, steps: [{name: ask, agentId: ghost, input: hello}]}", to: "waits.yaml")
    _ = desk.stepwell("run", "waits.yaml", "--id", id)
  }

  private func status(of id: String) throws -> JSON? {
    try desk.stepwell("show", id, "--json").json["status"]
  }

  @Test func `a waiting workflow is paused, and resumed with the agent it lacked`() throws {
    startWaiting("w")
    let paused = desk.stepwell("pause", "w")
    #expect(paused.status == 0)
    #expect(paused.output == "paused w\n")
    #expect(try status(of: "w") == "paused")
    desk.folder.write(
      "{name: A, steps: [], agents: {ghost: {kind: command, argv: [cat]}}}", to: "ghost.yaml")
    let resumed = desk.stepwell("resume", "w", "--agents", "ghost.yaml")
    #expect(resumed.status == 0)
    #expect(resumed.output == "hello\n")
    #expect(resumed.errors.contains("workflow w resumed\n"))
    #expect(try status(of: "w") == "completed")
  }

  @Test func `a workflow that is not paused but was left goes on too`() {
    startWaiting("w")
    desk.folder.write(
      "{name: A, steps: [], agents: {ghost: {kind: command, argv: [cat]}}}", to: "ghost.yaml")
    #expect(desk.stepwell("resume", "w", "--agents", "ghost.yaml").output == "hello\n")
  }

  @Test func `cancelling ends a workflow and keeps the reason`() throws {
    startWaiting("w")
    #expect(desk.stepwell("cancel", "w", "--reason", "enough").output == "cancelled w\n")
    #expect(try status(of: "w") == "cancelled")
    #expect(desk.stepwell("events", "w").output.contains("workflow.cancelled  enough"))
    let again = desk.stepwell("cancel", "w")
    #expect(again.status == 1)
    #expect(again.errors == "stepwell: Workflow with ID w is already cancelled\n")
  }

  @Test func `retrying goes on from the step that failed`() throws {
    desk.folder.write(
      """
      name: R
      steps:
        - {name: first, agentId: echo, input: hello}
        - {name: look, agentId: look}
      agents: {look: {kind: command, argv: [cat, there]}}
      """, to: "retry.yaml")
    let failed = desk.stepwell("run", "retry.yaml", "--id", "r")
    #expect(failed.status == 1)
    #expect(failed.errors.hasSuffix("go on with: stepwell retry r --agents retry.yaml\n"))
    desk.folder.write("found", to: "there")
    let retried = desk.stepwell("retry", "r", "--agents", "retry.yaml")
    #expect(retried.status == 0)
    #expect(retried.output == "found\n")
    #expect(!retried.errors.contains("step first"))
    let workflow = try desk.stepwell("show", "r", "--json").json
    #expect(workflow["generation"] == 2)
    #expect(desk.stepwell("retry", "r").status == 1)
  }

  @Test func `deleting needs force while a workflow runs`() {
    startWaiting("w")
    let refused = desk.stepwell("delete", "w")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("force"))
    #expect(desk.stepwell("delete", "w", "--force").output == "deleted w\n")
    #expect(desk.stepwell("delete", "w").status == 66)
  }

  @Test(arguments: ["pause", "resume", "cancel", "retry", "delete", "show"])
  func `an unknown workflow is told by every command`(command: String) {
    let outcome = desk.stepwell(command, "nobody")
    #expect(outcome.status == 66)
    #expect(outcome.errors == "stepwell: there is no workflow \"nobody\"; see stepwell list\n")
  }

  @Test func `a workflow that another command executes is left to it`() {
    desk.writeGate()
    let running = Watched.piped(desk, "run", "gated.yaml", "--id", "g")
    running.wait(for: "step wait started")
    let refused = desk.stepwell("cancel", "g")
    #expect(refused.status != 0)
    #expect(refused.errors.hasPrefix("stepwell: Another engine"))
    desk.openGate()
    #expect(running.finish() == 0)
    #expect(running.seen.hasSuffix("opened\n"))
  }
}
