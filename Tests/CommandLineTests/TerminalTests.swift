import Glibc
import JSON
import Testing

struct TerminalTests {
  let desk = Desk()

  private func writeTeller() {
    mkfifo("\(desk.folder.path)/gate", 0o600)
    let delta = #"{\"delta\": \"Once \\u001b[31mupon a time\"}"#
    let result = #"{\"result\": \"The end\"}"#
    desk.folder.write(
      """
      name: Tell
      steps: [{name: tell, agentId: teller, input: null}]
      agents:
        teller:
          kind: command
          argv: [sh, -c, "echo '\(delta)'; cat gate > /dev/null; echo '\(result)'"]
          output: jsonl
      """, to: "tell.yaml")
  }

  @Test func `each step has a line with its time and the end of what is written`() {
    writeTeller()
    let watched = Watched.terminal(desk, "run", "tell.yaml", "--id", "t")
    watched.wait(for: "upon a time")
    desk.openGate()
    #expect(watched.finish() == 0)
    #expect(watched.seen.contains("Tell  t"))
    #expect(watched.seen.contains("\u{1B}[36m"))
    #expect(watched.seen.contains("\u{1B}[1A"))
    #expect(watched.seen.contains("\u{1B}[32m✓\u{1B}[0m tell  "))
    #expect(watched.seen.hasSuffix("The end\r\n"))
  }

  @Test func `what an agent writes cannot steer the terminal`() {
    writeTeller()
    let watched = Watched.terminal(desk, "run", "tell.yaml")
    watched.wait(for: "upon a time")
    desk.openGate()
    #expect(watched.finish() == 0)
    #expect(!watched.seen.contains("\u{1B}[31m"))
  }

  @Test func `without colours the lines are still redrawn`() {
    writeTeller()
    let watched = Watched.terminal(desk, "run", "tell.yaml", environment: ["NO_COLOR": "1"])
    watched.wait(for: "upon a time")
    desk.openGate()
    #expect(watched.finish() == 0)
    #expect(watched.seen.contains("\u{1B}[1A"))
    #expect(watched.seen.contains("✓ tell  "))
    #expect(!watched.seen.contains("m✓"))
  }

  @Test func `a dumb terminal gets plain lines`() {
    desk.writeGreeting()
    let watched = Watched.terminal(
      desk, "run", "greet.yaml", "--id", "one", environment: ["TERM": "dumb"])
    #expect(watched.finish() == 0)
    #expect(watched.seen.hasPrefix("workflow one created\r\n"))
    #expect(!watched.seen.contains("\u{1B}"))
  }

  @Test func `failed and waiting steps have marks of their own`() {
    desk.folder.write("{name: F, steps: [{name: f, agentId: fail}]}", to: "fails.yaml")
    let failed = Watched.terminal(desk, "run", "fails.yaml")
    #expect(failed.finish() == 1)
    #expect(failed.seen.contains("\u{1B}[31m✗\u{1B}[0m f  "))
    desk.folder.write("{name: W, steps: [{name: w, agentId: ghost}]}", to: "waits.yaml")
    let waiting = Watched.terminal(desk, "run", "waits.yaml")
    #expect(waiting.finish() == 75)
    #expect(waiting.seen.contains(#"waits for agent "ghost""#))
  }

  @Test func `a table fits the terminal`() {
    desk.writeGreeting()
    let name = String(repeating: "long ", count: 30)
    _ = desk.stepwell("run", "greet.yaml", "--name", name)
    let watched = Watched.terminal(desk, "list")
    #expect(watched.finish() == 0)
    #expect(watched.seen.split(separator: "\r\n").allSatisfy { $0.count <= 80 })
    #expect(watched.seen.contains("…"))
  }
}

struct InterruptTests {
  let desk = Desk()

  @Test func `Ctrl-C pauses, lets the step at work end and says how to resume`() throws {
    desk.writeGate()
    let watched = Watched.piped(desk, "run", "gated.yaml", "--id", "g")
    watched.wait(for: "step wait started")
    watched.send(SIGINT)
    watched.wait(for: "workflow g paused")
    desk.openGate()
    #expect(watched.finish() == 130)
    #expect(
      watched.seen.hasSuffix(
        "stepwell: paused; resume with: stepwell resume g --agents gated.yaml\n"))
    let workflow = try desk.stepwell("show", "g", "--json").json
    #expect(workflow["status"] == "paused")
    #expect(workflow["steps"]?[0]?["status"] == "completed")
    #expect(workflow["steps"]?[1]?["status"] == "pending")
    let resumed = desk.stepwell("resume", "g", "--agents", "gated.yaml")
    #expect(resumed.status == 0)
    #expect(resumed.output == "opened\n")
    #expect(!resumed.errors.contains("step wait"))
  }

  @Test func `a step that does not end is interrupted and done again on resuming`() throws {
    desk.writeGate()
    let watched = Watched.terminal(desk, "run", "gated.yaml", "--id", "g")
    watched.wait(for: "wait  0.")
    watched.typeInterrupt()
    #expect(watched.finish() == 130)
    #expect(watched.seen.contains("paused; resume with: stepwell resume g"))
    #expect(try desk.stepwell("show", "g", "--json").json["status"] == "paused")
    let resumed = Watched.piped(desk, "resume", "g", "--agents", "gated.yaml")
    desk.openGate()
    #expect(resumed.finish() == 0)
    #expect(resumed.seen.hasSuffix("opened\n"))
  }

  @Test func `a second Ctrl-C ends at once, and resuming goes on all the same`() {
    desk.writeGate()
    let watched = Watched.piped(desk, "run", "gated.yaml", "--id", "g")
    watched.wait(for: "step wait started")
    watched.send(SIGINT)
    watched.wait(for: "workflow g paused")
    watched.send(SIGINT)
    #expect(watched.finish() == 130)
    #expect(!watched.seen.contains("resume with"))
    let resumed = Watched.piped(desk, "resume", "g", "--agents", "gated.yaml")
    desk.openGate()
    #expect(resumed.finish() == 0)
  }

  @Test func `a killed command leaves a workflow that resume goes on with`() {
    desk.writeGate()
    let watched = Watched.piped(desk, "run", "gated.yaml", "--id", "g")
    watched.wait(for: "step wait started")
    watched.send(SIGKILL)
    #expect(watched.finish() == 137)
    let resumed = Watched.piped(desk, "resume", "g", "--agents", "gated.yaml")
    desk.openGate()
    #expect(resumed.finish() == 0)
    #expect(resumed.seen.hasSuffix("opened\n"))
  }
}
