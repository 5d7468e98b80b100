import JSON
import Testing

struct RunTests {
  let desk = Desk()

  @Test func `the output is printed, and progress apart from it`() {
    desk.writeGreeting()
    let outcome = desk.stepwell("run", "greet.yaml", "--id", "one")
    #expect(outcome.status == 0)
    #expect(outcome.output == "hello\n")
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.first == "workflow one created")
    #expect(lines.contains("step first started"))
    #expect(lines.contains { $0.hasPrefix("step second completed in ") })
    #expect(lines.last == "workflow one completed")
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  @Test func `with --json each event is a line and the workflow the last`() throws {
    desk.writeGreeting()
    let outcome = desk.stepwell("run", "greet.yaml", "--json", "--name", "Mine")
    let lines = try outcome.lines.map { try JSON(parsing: $0) }
    #expect(lines.dropLast().first?["type"] == "workflow.created")
    #expect(lines.dropLast().last?["type"] == "workflow.completed")
    #expect(lines.dropLast().map { $0["seq"]?.intValue } == Array(1...(lines.count - 1)))
    #expect(lines.last?["name"] == "Mine")
    #expect(lines.last?["status"] == "completed")
    #expect(lines.last?["output"] == "hello")
    #expect(outcome.errors == "")
  }

  @Test func `input comes as JSON, as text, from a file or from a pipe`() throws {
    desk.writeGreeting()
    desk.folder.write(#"{"from": "file"}"#, to: "input.json")
    let inputs: [(argument: String, expected: JSON)] = [
      (#"{"a": [1]}"#, ["a": [1]]), ("just words", "just words"), ("@input.json", ["from": "file"]),
      ("-", ["from": "pipe"]),
    ]
    for (argument, expected) in inputs {
      let outcome = desk.stepwell(
        "run", "greet.yaml", "--input", argument, "--json", input: #"{"from": "pipe"}"#)
      #expect(try JSON(parsing: outcome.lines.last ?? "")["input"] == expected)
    }
  }

  @Test func `members of the input and variables can be set one by one`() throws {
    desk.writeGreeting()
    let outcome = desk.stepwell(
      "run", "greet.yaml", "--input", #"{"a": 1}"#, "--set", "b=2", "--set", "c=two words",
      "--set", "vars.d=[true]", "--json")
    let created = try JSON(parsing: outcome.lines.first ?? "")["data"]?["definition"]
    #expect(created?["input"] == ["a": 1, "b": 2, "c": "two words"])
    #expect(created?["vars"] == ["d": [true]])
    #expect(desk.stepwell("run", "greet.yaml", "--set", "=x").status == 64)
    let text = desk.stepwell("run", "greet.yaml", "--input", "text", "--set", "a=1")
    #expect(text.status == 64)
    #expect(text.errors.contains("needs an input that is an object"))
  }

  @Test func `a file may bring its own agents`() {
    desk.folder.write(
      """
      name: Shout
      steps: [{agentId: shout, input: hello}]
      agents: {shout: {kind: command, argv: [tr, a-z, A-Z]}}
      """, to: "shout.yaml")
    let outcome = desk.stepwell("run", "shout.yaml")
    #expect(outcome.status == 0)
    #expect(outcome.output == "HELLO\n")
    #expect(outcome.errors.contains("step 1 (shout) started"))
  }

  @Test func `a definition in JSON is run as well`() {
    desk.folder.write(
      #"{"name": "J", "steps": [{"agentId": "echo", "input": {"a": 1}}]}"#, to: "j.json")
    #expect(desk.stepwell("run", "j.json").output == "{\n  \"a\": 1\n}\n")
  }

  @Test func `a failed workflow is told with the way to go on`() {
    desk.folder.write(
      "{name: F, steps: [{agentId: fail, input: {message: no luck}}]}", to: "fails.yaml")
    let outcome = desk.stepwell("run", "fails.yaml", "--id", "f", "--store", "other store.db")
    #expect(outcome.status == 1)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.hasSuffix(
        "stepwell: workflow f failed: no luck; go on with: stepwell retry f --store "
          + "'other store.db'\n"))
  }

  @Test func `an attempt that failed for now is tried again before the eyes of the reader`() {
    desk.folder.write(
      """
      name: R
      steps:
        - name: try
          agentId: flaky
          input: null
          retry: {maxAttempts: 2, initialInterval: 1ms, jitter: none}
      agents:
        flaky: {kind: command, argv: [sh, -c, "test $STEPWELL_ATTEMPT = 2 && echo ok || exit 75"]}
      """, to: "flaky.yaml")
    let outcome = desk.stepwell("run", "flaky.yaml")
    #expect(outcome.status == 0)
    #expect(outcome.output == "ok\n")
    #expect(outcome.errors.contains("step try failed and is tried again in 0.0s: "))
  }

  @Test func `agents of a file take their retry and timeouts from there`() {
    desk.folder.write(
      """
      name: R
      steps:
        - {name: again, agentId: flaky, input: null}
        - {name: slow, agentId: stuck, input: null}
      agents:
        flaky:
          kind: command
          argv: [sh, -c, "test $STEPWELL_ATTEMPT = 2 && echo ok || exit 75"]
          retry: {maxAttempts: 2, initialInterval: 1ms, jitter: none}
        stuck:
          kind: command
          argv: [sleep, "1000"]
          timeout: 50ms
          retry: {maxAttempts: 1}
      """, to: "policies.yaml")
    let outcome = desk.stepwell("run", "policies.yaml")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("step again completed"))
    #expect(outcome.errors.contains("step slow failed"))
  }

  @Test func `a workflow that waits for others is kept and told`() {
    desk.folder.write("{name: W, steps: [{name: ask, agentId: ghost}]}", to: "waits.yaml")
    let outcome = desk.stepwell("run", "waits.yaml", "--id", "w")
    #expect(outcome.status == 75)
    #expect(outcome.errors.contains(#"step ask waits for agent "ghost""#))
    #expect(outcome.errors.contains("stepwell resume w"))
    #expect(desk.stepwell("list", "--status", "running").output.contains("w  "))
  }

  @Test func `a wrong definition is shown with its places and nothing is stored`() {
    desk.folder.write(
      """
      name: Wrong
      steps:
        - {name: a, agentID: echo}
      agents:
        a: {kind: comand}
        b: {kind: command, argv: 1, retry: {maxAttempts: 0}}
      """, to: "wrong.yaml")
    let outcome = desk.stepwell("run", "wrong.yaml")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains(#"wrong.yaml:3:15: an agent step has no member "agentID""#))
    #expect(outcome.errors.contains("\n    |               ^\n"))
    #expect(outcome.errors.contains("wrong.yaml:5:"))
    #expect(outcome.errors.contains(#""maxAttempts" must be from 1"#))
    #expect(outcome.errors.hasSuffix("has 5 problems; mend it and try again\n"))
    #expect(desk.stepwell("list").output == "")
  }

  @Test func `a file that is not there and one that is no YAML are told`() {
    let missing = desk.stepwell("run", "nowhere.yaml")
    #expect(missing.status == 66)
    #expect(missing.errors == "stepwell: nowhere.yaml: there is no such file\n")
    desk.folder.write("name: [", to: "broken.yaml")
    let broken = desk.stepwell("run", "broken.yaml")
    #expect(broken.status == 65)
    #expect(broken.errors.contains("broken.yaml:1:"))
  }

  @Test func `an id that is taken is refused`() {
    desk.writeGreeting()
    #expect(desk.stepwell("run", "greet.yaml", "--id", "same").status == 0)
    let again = desk.stepwell("run", "greet.yaml", "--id", "same", "--name", "Other")
    #expect(again.status == 1)
    #expect(again.errors.contains("choose another id"))
  }

  @Test func `a reader that goes away ends the command quietly`() {
    desk.writeGreeting()
    let outcome = desk.run([
      "/bin/sh", "-c", "(stepwell protocol; echo status $? >&2) | head -n 1",
    ])
    #expect(outcome.output == "# The methods of the Stepwell protocol\n")
    #expect(outcome.errors == "status 141\n")
  }
}
