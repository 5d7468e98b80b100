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

  @Test func `a command reaches a workflow that another command executes`() {
    desk.writeGate()
    let running = Watched.piped(desk, "run", "gated.yaml", "--id", "g")
    running.wait(for: "step wait started")
    #expect(desk.stepwell("cancel", "g").output == "cancelled g\n")
    #expect(running.finish() == 1)
    #expect(running.seen.contains("workflow g was cancelled"))
  }

  // MARK: Deciding

  @Test func `a step that waits is settled by hand, and the workflow goes on`() throws {
    startWaiting("w")
    let resolved = desk.stepwell("resolve", "w", "ask", "complete", "--result", #"{"n": 1}"#)
    #expect(resolved.status == 0)
    #expect(resolved.errors.contains("step ask completed"))
    #expect(try resolved.json == ["n": 1])
    let wrong = desk.stepwell("resolve", "w", "ask", "slip")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("did you mean skip?"))
  }

  @Test func `a signal is kept, and the command ends at once when it is told to`() throws {
    startWaiting("w")
    let sent = desk.stepwell("signal", "w", "go", "7", "--detach")
    #expect(sent.output == "signal go kept for w\n")
    let events = desk.stepwell("events", "w", "--types", "signal.received", "--json")
    #expect(try JSON(parsing: events.output)["data"] == ["signal": "go", "payload": 7])
  }

  @Test func `an explanation says what is missing and what would move it on`() throws {
    startWaiting("w")
    let told = desk.stepwell("explain", "w")
    #expect(told.lines[1] == "Step \"ask\" waits for agent \"ghost\", which is not there.")
    #expect(try desk.stepwell("explain", "w", "--json").json["status"] == "running")
    _ = desk.stepwell("pause", "w")
    #expect(desk.stepwell("explain", "w").output.contains("stepwell resume w\n"))
  }

  @Test func `a fork does the rest anew with other members of steps`() throws {
    desk.folder.write(
      """
      name: F
      steps:
        - {name: first, agentId: echo, input: hello}
        - {name: second, agentId: fail, input: no luck}
      """, to: "fork.yaml")
    _ = desk.stepwell("run", "fork.yaml", "--id", "f")
    let forked = desk.stepwell("fork", "f", "second", "--set", "second.agentId=echo", "--as", "g")
    #expect(forked.output == "g\n")
    #expect(forked.errors == "execute it with: stepwell resume g\n")
    #expect(desk.stepwell("resume", "g").output == "no luck\n")
    #expect(desk.stepwell("fork", "f", "second", "--set", "agentId=echo").status == 64)
  }

  // MARK: Moving

  @Test func `a workflow is exported into a file of one's own and imported elsewhere`() throws {
    startWaiting("w")
    let exported = desk.stepwell("export", "w", "-o", "w.json")
    #expect(exported.status == 0)
    #expect(exported.output == "")
    let there = desk.stepwell("import", "w.json", "--store", "other.db")
    #expect(there.output == "imported w, paused\n")
    #expect(there.errors == "go on with: stepwell resume w --store other.db\n")
    #expect(desk.stepwell("import", "w.json", "--store", "other.db").status == 0)
    let piped = desk.stepwell(
      "import", "-", "--store", "third.db", input: desk.folder.read("w.json"))
    #expect(piped.status == 0)
    #expect(desk.stepwell("import", "waits.yaml", "--store", "third.db").status == 65)
    #expect(desk.stepwell("import", "nothing.json").status == 66)
    #expect(desk.stepwell("export", "w", "-o", "missing/w.json").status == 74)
  }

  // MARK: Templates

  @Test func `a template is kept in versions and run by its name`() throws {
    desk.writeGreeting()
    #expect(desk.stepwell("templates", "add", "greet.yaml").output == "greet, version 1\n")
    #expect(desk.stepwell("templates", "add", "greet.yaml").output == "greet, version 1\n")
    let ran = desk.stepwell("run", "--template", "greet", "--id", "g", "--name", "Mine")
    #expect(ran.output == "hello\n")
    let workflow = try desk.stepwell("show", "g", "--json").json
    #expect(workflow["templateName"] == "greet")
    #expect(workflow["name"] == "Mine")
    #expect(desk.stepwell("run", "--template", "greet", "greet.yaml").status == 64)
    #expect(desk.stepwell("run").status == 64)
    #expect(desk.stepwell("run", "--template", "none").status == 66)
    #expect(desk.stepwell("templates", "greet").lines.count == 2)
    #expect(desk.stepwell("templates", "delete", "greet").output == "deleted greet\n")
    #expect(desk.stepwell("templates", "delete", "greet").status == 66)
    #expect(desk.stepwell("templates", "greet").status == 66)
  }
}
