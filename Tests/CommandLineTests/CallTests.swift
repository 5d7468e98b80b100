import JSON
import Testing

struct CallTests {
  let desk = Desk()

  @Test func `any method is called with params in place, from a file or a pipe`() throws {
    desk.folder.write("name: From YAML\nsteps: []\n", to: "params.yaml")
    let yaml = desk.stepwell("call", "workflow/create", "@params.yaml")
    #expect(try yaml.json["name"] == "From YAML")
    let piped = desk.stepwell("call", "workflow/create", "-", input: #"{"name": "P", "id": "p"}"#)
    #expect(try piped.json["status"] == "pending")
    #expect(try desk.stepwell("call", "workflow/get", #"{"workflowId": "p"}"#).json["name"] == "P")
    #expect(try desk.stepwell("call", "server/ping").json["now"] != nil)
  }

  @Test func `notifications before the result go to standard error`() throws {
    let params = """
      {"name": "N", "id": "n", "execute": true, "steps": [{"agentId": "echo", "input": 1}]}
      """
    _ = desk.stepwell("call", "workflow/create", params.replacing("true", with: "false"))
    let outcome = desk.stepwell(
      "call", "workflow/execute", #"{"workflowId": "n", "wait": true}"#)
    #expect(outcome.status == 0)
    #expect(try outcome.json["status"] == "completed")
    let notes = try outcome.errors.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(notes.first?["params"]?["event"]?["type"] == "workflow.started")
    #expect(notes.contains { $0["params"]?["event"]?["type"] == "workflow.completed" })
  }

  @Test(arguments: [
    (["workflow/gte"], 64, #"There is no method "workflow/gte"; did you mean "workflow/get"?"#),
    (["workflow/get", "{"], 64, "PARAMS is not JSON: "),
    (["workflow/get", #"{"workflowID": "x"}"#], 64, "did you mean"),
    (["workflow/get", #"{"workflowId": "x"}"#], 66, "Workflow with ID x not found"),
    (["workflow/create", #"{"name": "x", "steps": 1}"#], 65, "The definition is not valid"),
    (["workflow/get", "@nowhere.json"], 66, "there is no such file"),
  ])
  func `a refusal is one sentence with its status`(
    arguments: [String], status: Int32, sentence: String
  ) {
    let outcome = desk.run([Desk.program, "call"] + arguments)
    #expect(outcome.status == status)
    #expect(outcome.errors.hasPrefix("stepwell: "))
    #expect(outcome.errors.contains(sentence))
    #expect(outcome.output == "")
  }

  @Test func `the protocol is printed in three forms`() throws {
    #expect(try desk.stepwell("protocol", "--format", "openrpc").json["openrpc"] != nil)
    #expect(try desk.stepwell("protocol", "--format", "schema").json["$defs"] != nil)
    #expect(desk.stepwell("protocol").output.contains("## `workflow/create`"))
  }
}
