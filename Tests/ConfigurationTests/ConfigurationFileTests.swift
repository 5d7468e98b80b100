import Configuration
import JSON
import Testing

@Suite struct ConfigurationFileTests {
  private let user = ConfigurationFixture()

  @Test func `the example of the documentation is read whole`() throws {
    let file = user.writeUserFile(
      """
      $schema: https://example.org/schema.json
      x-defaults: &defaults {maxConcurrency: 2}
      store: sqlite:./work.db
      durability: normal
      scope: mine
      logLevel: warning
      agents:
        summary-agent:
          <<: *defaults
          kind: chat
          apiKey: "${env.OPENAI_API_KEY}"
        count: {kind: command, argv: [wc, -w], environment: [LANG]}
      templates: ./templates
      webhooks: {allowPrivateTargets: true}
      limits: {maxConcurrentCalls: 8, maxRequestsInFlight: 9, maxWaitingRequests: 10}
      """)
    let configuration = try user.load()
    let folder = "\(user.home)/.config/stepwell"
    #expect(configuration.store.value == .sqlite(path: "\(folder)/work.db"))
    #expect(configuration.durability == Setting(.normal, from: .file(path: file, line: 4)))
    #expect(configuration.logLevel.value == .warning)
    #expect(
      configuration.templates == Setting("\(folder)/templates", from: .file(path: file, line: 13)))
    #expect(configuration.allowsPrivateWebhooks.value)
    #expect(
      configuration.limits.maxConcurrentCalls == Setting(8, from: .file(path: file, line: 15)))
    #expect(configuration.limits.maxWaitingRequests.value == 10)
    #expect(configuration.agents.map(\.name) == ["summary-agent", "count"])
    #expect(configuration.agents[0].settings["apiKey"] == "${env.OPENAI_API_KEY}")
    #expect(configuration.agents[0].settings["maxConcurrency"] == 2)
    #expect(configuration.agents[1].origin == .file(path: file, line: 12))
    #expect(configuration.agents[1].pointer.description == "/agents/count")
    #expect(configuration.file?.reason == .user)
  }

  @Test(arguments: ["# nothing yet\n", "agents:\n#  a: {kind: echo}\nstore:\nlimits: ~\n"])
  func `an empty file and names with nothing after them say nothing`(text: String) throws {
    user.writeUserFile(text)
    #expect(try user.load().store.origin == .standard)
  }

  @Test func `everything that is wrong is told at once, in the order of the lines`() throws {
    let file = user.writeUserFile(
      """
      store: sqlte:./work.db
      durabilty: full
      logLevel: wanring
      agents:
        a: 1
        b: {kind: chat, headers: [{k: "${env:KEY}"}]}
      templates: [x]
      webhooks: {allowPrivateTargets: 1, alowPrivateTargets: true}
      limits: {maxMessageBytes: 0, maxConcurrentCalls: many}
      """)
    let problems = try user.problems()
    #expect(
      problems.map { "\($0.position?.description ?? "") \($0.suggestion ?? "")" } == [
        #"1:8 did you mean "sqlite"?"#, #"2:1 did you mean "durability"?"#,
        #"3:11 did you mean "warning"?"#, "5:6 ",
        "6:33 write ${env.NAME}, or $${ for a ${ that is meant", "7:12 ", "8:33 ",
        #"8:36 did you mean "allowPrivateTargets"?"#, "9:27 ", "9:50 ",
      ])
    #expect(problems.allSatisfy { $0.source == file && $0.excerpt?.contains("^") == true })
  }

  @Test(arguments: ["[]", "text", "1"])
  func `a configuration is a mapping`(text: String) throws {
    user.writeUserFile(text)
    #expect(try user.problems()[0].message.hasPrefix("a configuration is a mapping"))
  }

  @Test func `a file that is no YAML is told with its place`() throws {
    let file = user.writeUserFile("store: x\n\tagents: {}\n")
    #expect(try user.problems()[0].description.hasPrefix("\(file):2:1: a tab cannot indent YAML"))
  }

  @Test func `a file that was named has to be there`() throws {
    user.variables["STEPWELL_CONFIG"] = "none.yaml"
    #expect(
      try user.problems().map(\.description) == [
        "STEPWELL_CONFIG: there is no file \"\(user.project)/none.yaml\""
      ])
    user.flags.config = "/none/at/all.yaml"
    #expect(
      try user.problems().map(\.description) == ["--config: there is no file \"/none/at/all.yaml\""]
    )
  }

  @Test func `a flag names the file before the environment, and both before the user's own`() throws
  {
    user.writeUserFile("scope: user")
    user.folder.write("scope: environment", to: "project/e.yaml")
    user.folder.write(#"{"scope": "flag"}"#, to: "project/f.json")
    #expect(try user.load().scope.value == "user")
    user.variables["STEPWELL_CONFIG"] = "e.yaml"
    #expect(try user.load().scope.value == "environment")
    #expect(try user.load().file?.reason == .environment)
    user.flags.config = "./f.json"
    #expect(try user.load().scope.value == "flag")
    #expect(try user.load().file?.reason == .flag)
  }

  @Test func `a problem found later can be shown in the file`() throws {
    user.writeUserFile("agents:\n  a: {kind: caht}\n")
    let configuration = try user.load()
    let place = configuration.agents[0].pointer.appending("kind")
    let found = configuration.file?.document.problem(at: place, "there is no kind \"caht\"")
    #expect(found?.position == .init(line: 2, column: 13))
  }

  @Test(arguments: 0..<4)
  func `whatever is done to a configuration, loading it ends in settings or problems`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let text = """
      store: redis://u:p@h/1
      agents: {a: {key: "${env.KEY}"}, b: {list: [1, ~]}}
      limits: {maxMessageBytes: 1}
      webhooks: {allowPrivateTargets: true}
      scope: s
      """
    for _ in 0..<200 {
      let mutated = mutation(of: Array(text.utf8), using: &generator)
      user.folder.write(mutated, to: "home/.config/stepwell/stepwell.yaml")
      do {
        #expect(try !user.load().report.isEmpty, "seed \(seed)")
      } catch let error as ConfigurationProblems {
        #expect(!error.problems.isEmpty, "seed \(seed)")
      }
    }
  }

  @Test func `a report names every setting with its origin and no secret`() throws {
    user.writeUserFile("store: redis://u:secret@h/1\nagents: {a: {kind: echo}}\n")
    user.flags.durability = "normal"
    let lines = try user.load().report.map { "\($0.name) = \($0.value) (\($0.origin))" }
    let file = "\(user.home)/.config/stepwell/stepwell.yaml"
    #expect(lines.first == "store = redis://h:6379/1 (\(file):1)")
    #expect(lines.contains("durability = normal (flag --durability)"))
    #expect(lines.contains("scope = the whole store (default)"))
    #expect(lines.contains("limits.maxConcurrentCalls = 256 (default)"))
    #expect(lines.last == "agents.a = echo (\(file):2)")
  }

  @Test func `the agents of a file that a person runs are read from it`() throws {
    let document = try YAMLDocument(
      parsing: "name: w\nagents:\n  a: {kind: echo}\n", name: "run.yaml")
    #expect(try ConfiguredAgent.all(in: document).map(\.name) == ["a"])
    let without = try YAMLDocument(parsing: "name: w", name: "run.yaml")
    #expect(try ConfiguredAgent.all(in: without).isEmpty)
    let wrong = try YAMLDocument(parsing: "agents: {a: 1, b: {k: \"${env:X}\"}}", name: "run.yaml")
    let problems = #expect(throws: ConfigurationProblems.self) {
      try ConfiguredAgent.all(in: wrong)
    }
    #expect(problems?.problems.count == 2)
  }
}
