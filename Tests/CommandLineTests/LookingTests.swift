import JSON
import Testing

struct LookingTests {
  let desk = Desk()

  init() {
    desk.writeGreeting()
    for id in ["alpha-1", "alpha-2", "beta"] {
      _ = desk.stepwell("run", "greet.yaml", "--id", id)
    }
  }

  @Test func `list shows a line a workflow, the last changed first`() {
    let outcome = desk.stepwell("list")
    #expect(outcome.status == 0)
    #expect(outcome.lines.map { $0.prefix { $0 != " " } } == ["ID", "beta", "alpha-2", "alpha-1"])
    #expect(outcome.lines[1].contains("Greet  completed  2/2 second  "))
  }

  @Test func `list can be narrowed and printed as JSON`() throws {
    #expect(desk.stepwell("list", "--limit", "2").lines.count == 3)
    #expect(desk.stepwell("list", "--status", "failed").output == "")
    #expect(desk.stepwell("list", "--name", "nothing").errors.contains("no workflows"))
    let json = try desk.stepwell("list", "--json").json
    #expect(json["workflows"]?.arrayValue?.map { $0["id"] } == ["beta", "alpha-2", "alpha-1"])
  }

  @Test func `show tells the state, the steps and the output`() {
    let outcome = desk.stepwell("show", "beta")
    #expect(outcome.status == 0)
    #expect(outcome.lines.first == "Greet")
    #expect(outcome.output.contains("  status      completed\n"))
    #expect(outcome.output.contains("  ✓ first  echo  completed  "))
    #expect(outcome.output.hasSuffix("output\n  hello\n"))
  }

  @Test func `any beginning of an id will do that fits no other`() throws {
    #expect(try desk.stepwell("show", "b", "--json").json["id"] == "beta")
    let several = desk.stepwell("show", "alpha")
    #expect(several.status == 64)
    #expect(
      several.errors
        == "stepwell: several workflows begin with \"alpha\": alpha-1, alpha-2; write more of the id\n"
    )
    let none = desk.stepwell("show", "gamma")
    #expect(none.status == 66)
    #expect(none.errors == "stepwell: there is no workflow \"gamma\"; see stepwell list\n")
  }

  @Test func `events are listed, by type and behind a place`() throws {
    let all = desk.stepwell("events", "beta", "--json")
    let events = try all.lines.map { try JSON(parsing: $0) }
    #expect(events.map { $0["seq"]?.intValue } == Array(1...events.count))
    let later = desk.stepwell("events", "beta", "--after", "beta#3", "--json")
    #expect(later.lines == Array(all.lines.dropFirst(3)))
    let some = desk.stepwell("events", "beta", "--types", "step.completed")
    #expect(some.lines.count == 2)
    #expect(some.lines.first?.hasSuffix("step.completed  first") == true)
    let wrong = desk.stepwell("events", "--types", "step.complete")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("did you mean step.completed?"))
  }

  @Test func `following a workflow ends with it`() {
    let outcome = desk.stepwell("events", "beta", "--follow")
    #expect(outcome.status == 0)
    #expect(outcome.lines.last?.hasSuffix("workflow.completed") == true)
  }

  @Test func `following everything sees what other commands do, until Ctrl-C`() {
    let follower = Watched.terminal(desk, "events", "--follow", "--json", "--after", "0")
    follower.wait(for: #""workflowId":"beta""#)
    _ = desk.stepwell("run", "greet.yaml", "--id", "gamma")
    follower.wait(for: #""workflowId":"gamma","seq":1,"#)
    follower.wait(for: "workflow.completed")
    follower.typeInterrupt()
    #expect(follower.finish() == 130)
  }
}
