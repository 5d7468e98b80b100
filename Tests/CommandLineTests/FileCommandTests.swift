import Glibc
import JSON
import Testing

struct ValidateTests {
  let desk = Desk()

  @Test func `all problems of all files are told with their places`() {
    desk.writeGreeting()
    desk.folder.write("{name: A, steps: [{agentId: 1}], agents: [1]}", to: "a.yaml")
    desk.folder.write(#"{"name": "B", "stps": []}"#, to: "b.json")
    desk.folder.write("name: [", to: "c.yaml")
    let outcome = desk.stepwell("validate", "a.yaml", "b.json", "c.yaml", "greet.yaml")
    #expect(outcome.status == 65)
    #expect(outcome.output == "greet.yaml: valid\n")
    #expect(outcome.errors.contains("a.yaml:1:29: "))
    #expect(outcome.errors.contains("a.yaml:1:42: agents is a mapping"))
    #expect(outcome.errors.contains(#"b.json:1:15: a definition has no member "stps""#))
    #expect(outcome.errors.contains("c.yaml:1:"))
  }

  @Test func `programs read the same as JSON`() throws {
    desk.folder.write("name: A\nsteps:\n  - {agentID: echo}\n", to: "a.yaml")
    let json = try desk.stepwell("validate", "--json", "a.yaml").json
    #expect(json[0]?["valid"] == false)
    let lines = json[0]?["problems"]?.arrayValue?.map { $0["line"] }
    #expect(lines == [3, 3])
  }
}

struct TrustTests {
  let desk = Desk()

  @Test func `a configuration of the folder counts once it is trusted, until it changes`() {
    let settings = "agents: {shout: {kind: command, argv: [tr, a-z, A-Z]}}\n"
    desk.folder.write(settings, to: "stepwell.yaml")
    let before = desk.stepwell("agents")
    #expect(!before.output.contains("shout"))
    #expect(before.errors.contains("is not read: nobody has trusted it yet"))
    #expect(desk.stepwell("trust").output == "trusted \(desk.folder.path)/stepwell.yaml\n")
    #expect(desk.stepwell("agents").output.contains("shout"))
    desk.folder.write(settings + "# changed\n", to: "stepwell.yaml")
    #expect(desk.stepwell("agents").errors.contains("it has changed since it was trusted"))
    #expect(desk.stepwell("trust", "./stepwell.yaml").status == 0)
    #expect(desk.stepwell("distrust").output.hasPrefix("no longer trusted"))
    #expect(desk.stepwell("distrust").output.hasPrefix("never trusted"))
    #expect(!desk.stepwell("agents").output.contains("shout"))
  }

  @Test func `a file that is not there cannot be trusted`() {
    let outcome = desk.stepwell("trust")
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("there is no such file"))
  }

  @Test func `a wrong configuration is told with its place and status`() {
    desk.folder.write("agents:\n  a: {kind: command}\n", to: "mine.yaml")
    let outcome = desk.stepwell("list", "--config", "mine.yaml")
    #expect(outcome.status == 78)
    #expect(outcome.errors.contains("mine.yaml:2:"))
    #expect(outcome.errors.contains("`argv` is missing"))
  }
}

struct DoctorTests {
  let desk = Desk()

  @Test func `all is well where nothing is configured`() {
    let outcome = desk.stepwell("doctor")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("environment STEPWELL_STORE"))
    #expect(outcome.output.contains("work.db opened and written, durability full"))
    #expect(outcome.output.hasSuffix("all is well\n"))
  }

  @Test func `what has to be mended is named, without secrets`() {
    desk.folder.write(
      """
      agents:
        lost: {kind: command, argv: [no-such-program]}
        keyless: {kind: chat, baseURL: "http://127.0.0.1:1", model: m, apiKey: "${env.NO_KEY}"}
        gone: {kind: http, url: "http://127.0.0.1:1/call"}
        open: {kind: chat, baseURL: "http://127.0.0.1:1", model: m, apiKey: sesame}
        fine: {kind: command, argv: [cat]}
      """, to: "mine.yaml")
    chmod("\(desk.folder.path)/mine.yaml", 0o666)
    let outcome = desk.stepwell("doctor", "--config", "mine.yaml")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("✗ lost: there is no program no-such-program on the PATH"))
    #expect(outcome.output.contains("✗ keyless: the environment variable NO_KEY is not set"))
    #expect(outcome.output.contains("✗ gone: 127.0.0.1:1 cannot be reached"))
    #expect(outcome.output.contains("✗ others may change"))
    #expect(outcome.output.contains("! agent open has its key in"))
    #expect(outcome.output.contains("✓ fine: ready to be called"))
    #expect(!outcome.output.contains("sesame"))
    #expect(outcome.errors == "stepwell: 5 things have to be mended\n")
  }

  @Test func `templates are checked, each problem at its place`() {
    desk.folder.write("templates: ./drafts\n", to: "mine.yaml")
    let missing = desk.stepwell("doctor", "--config", "mine.yaml")
    #expect(missing.status == 1)
    #expect(missing.output.contains("drafts cannot be read; make the folder"))
    mkdir("\(desk.folder.path)/drafts", 0o700)
    desk.folder.write("name: Good\nsteps: [{agentId: echo}]\n", to: "drafts/good.yaml")
    let well = desk.stepwell("doctor", "--config", "mine.yaml")
    #expect(well.status == 0)
    #expect(well.output.contains("templates\n  ✓ good: valid"))
    desk.folder.write(
      "name: Wrong\nsteps:\n  - {agentID: echo}\n  - {agentId: echo, input: \"${steps.x.result}\"}\n",
      to: "drafts/wrong.yaml")
    desk.folder.write("name: [\n", to: "drafts/broken.yaml")
    let outcome = desk.stepwell("doctor", "--config", "mine.yaml")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("drafts/wrong.yaml:3:6: an agent step has no member"))
    #expect(outcome.output.contains("drafts/wrong.yaml:4:"))
    #expect(outcome.output.contains("drafts/broken.yaml:"))
    let wanted = desk.stepwell("run", "--config", "mine.yaml", "--template", "wrong")
    #expect(wanted.errors.contains("drafts/wrong.yaml:3:6: an agent step has no member"))
    #expect(wanted.errors.contains("  - {agentID: echo}\n"))
  }

  @Test func `a store that cannot be opened is told`() {
    let outcome = desk.stepwell("doctor", "--store", "/proc/nothing/work.db")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("✗ "))
    #expect(desk.stepwell("list", "--store", "/proc/nothing/work.db").status == 69)
  }
}
