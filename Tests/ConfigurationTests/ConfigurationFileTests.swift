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
      limits: {maxMessageBytes: 1048576, maxConcurrentCalls: 8, maxRequestsInFlight: 9, maxWaitingRequests: 10}
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

  @Test func `an empty file says nothing`() throws {
    user.writeUserFile("# nothing yet\n")
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
        "6:32 write ${env.NAME}, or $${ for a ${ that is meant", "7:12 ", "8:33 ",
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
}
