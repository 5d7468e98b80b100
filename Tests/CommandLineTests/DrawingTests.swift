import JSON
import Testing

struct GraphCommandTests {
  let desk = Desk()

  @Test func `a definition is drawn without any store`() {
    desk.writeGreeting()
    let outcome = desk.stepwell("graph", "greet.yaml", "--format", "dot")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("digraph {"))
    #expect(desk.folder.read("work.db").isEmpty)
  }

  @Test func `a workflow is drawn with the statuses of its steps`() {
    desk.writeGreeting()
    #expect(desk.stepwell("run", "greet.yaml", "--id", "hello").status == 0)
    let picture = desk.stepwell("graph", "hel", "--format", "svg").output
    #expect(picture.hasPrefix("<svg "))
    #expect(picture.contains(">completed</text>"))
  }

  @Test func `what does not exist is said with its status`() {
    #expect(desk.stepwell("graph", "nowhere.yaml").status == 66)
    #expect(desk.stepwell("graph", "nobody").status == 66)
    #expect(desk.stepwell("graph", "x.yaml", "--format", "png").status == 64)
  }
}

struct DryRunTests {
  let desk = Desk()

  @Test func `agents that are not there answer with what fits, and nothing is kept`() {
    desk.folder.write(
      """
      name: Report
      steps:
        - name: count
          agentId: absent
          outputSchema: {type: object, properties: {words: {type: integer, minimum: 7}}}
        - {name: write, agentId: also-absent}
      """, to: "report.yaml")
    let outcome = desk.stepwell("run", "report.yaml", "--dry-run")
    #expect(outcome.status == 0)
    #expect(outcome.output == "result of write\n")
    #expect(outcome.errors.contains("step count completed"))
    #expect(desk.folder.read("work.db").isEmpty)
  }

  @Test func `a result can be made up, as JSON or text`() throws {
    desk.folder.write("name: A\nsteps:\n  - {name: a, agentId: x}\n", to: "a.yaml")
    let made = #"{"score": 3}"#
    #expect(
      try desk.stepwell("run", "a.yaml", "--dry-run", "--mock", "a=\(made)").json["score"] == 3)
    #expect(desk.stepwell("run", "a.yaml", "--dry-run", "--mock", "x=done").output == "done\n")
    #expect(desk.stepwell("run", "a.yaml", "--mock", "x=done").status == 64)
    #expect(desk.stepwell("run", "a.yaml", "--dry-run", "--mock", "x").status == 64)
  }

  @Test func `a definition with problems is refused before it is gone through`() {
    desk.folder.write("name: A\nsteps:\n  - {agentID: x}\n", to: "a.yaml")
    let outcome = desk.stepwell("run", "a.yaml", "--dry-run")
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("did you mean \"agentId\"?"))
  }
}

struct ForeignImportTests {
  let desk = Desk()

  @Test func `a definition comes out, remarks with their places beside it`() throws {
    desk.folder.write(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "a", "Credentials": {}, "End": true}}}
      """, to: "order.asl.json")
    let outcome = desk.stepwell("import-asl", "order.asl.json")
    #expect(outcome.status == 0)
    #expect(try outcome.json["name"] == "order")
    #expect(outcome.errors.contains("order.asl.json:2:42: loss: \"Credentials\""))
    #expect(outcome.errors.contains("agents to offer: a"))
    #expect(try desk.stepwell("import-asl", "order.asl.json", "--name", "B").json["name"] == "B")
  }

  @Test func `YAML goes in and out`() throws {
    desk.folder.write(
      "document: {name: w, version: 1.0.0}\ndo:\n  - rest: {wait: {seconds: 5}}\n", to: "w.yaml")
    let outcome = desk.stepwell("import-serverless", "w.yaml", "--yaml")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("name: w\nmetadata:\n  version: \"1.0.0\"\ninput: {}\n"))
    #expect(outcome.output.contains("\n  - name: rest\n    type: sleep\n    duration: \"5s\"\n"))
  }

  @Test func `what cannot be imported is shown at its place`() {
    desk.folder.write("StartAt: A\nQueryLanguage: JSONata\nStates: {}\n", to: "j.yaml")
    let outcome = desk.stepwell("import-asl", "j.yaml")
    #expect(outcome.status == 65)
    #expect(outcome.output == "")
    #expect(outcome.errors.contains("j.yaml:2:1: JSONata is not imported"))
    #expect(desk.stepwell("import-serverless", "j.yaml").status == 65)
    #expect(desk.stepwell("import-asl", "nowhere.json").status == 66)
  }
}
