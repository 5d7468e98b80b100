import Testing

struct HelpTests {
  let desk = Desk()

  @Test func `help names every command and the flags of serving`() {
    let help = desk.stepwell("--help")
    #expect(help.status == 0)
    for word in [
      "run", "list", "show", "events", "pause", "resume", "cancel", "retry", "delete", "validate",
      "trust", "distrust", "agents", "call", "store", "doctor", "protocol", "completions",
      "--store",
      "--config", "--durability", "--scope", "--framing", "--strict", "--max-message-bytes",
    ] {
      #expect(help.output.contains(word))
    }
    #expect(help.errors == "")
  }

  @Test(arguments: ["run", "list", "events", "doctor", "call", "store"])
  func `every command explains itself`(command: String) {
    let help = desk.stepwell("help", command)
    #expect(help.status == 0)
    #expect(help.output.contains("stepwell \(command)"))
  }

  @Test func `the version is a number alone`() {
    let version = desk.stepwell("--version")
    #expect(version.status == 0)
    #expect(version.output.split(separator: ".").count == 3)
  }

  @Test(arguments: [
    (["--stor", "x"], "unknown option --stor; did you mean --store?"),
    (["list", "--limt", "3"], "unknown option --limt; did you mean --limit?"),
    (["rnu", "x.yaml"], #"there is no command "rnu"; did you mean run?"#),
    (["--store", "memory:", "lst"], #"there is no command "lst"; did you mean list?"#),
    (["zzzzzzzz"], #"there is no command "zzzzzzzz"; see stepwell --help"#),
    (["show"], #"missing expected argument "<id>""#),
    (["list", "--status", "runing"], #"--status is never "runing"; did you mean running?"#),
    (["list", "--limit", "0"], "--limit is a count from 1"),
  ])
  func `a wrong command line is explained in one sentence`(
    arguments: [String], sentence: String
  ) {
    let outcome = desk.run([Desk.program] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors == "stepwell: \(sentence)\n")
    #expect(outcome.output == "")
  }

  @Test func `the store may be named before the command`() {
    desk.writeGreeting()
    #expect(desk.stepwell("--store", "other.db", "run", "greet.yaml").status == 0)
    #expect(desk.stepwell("list", "--store", "other.db").output.contains("Greet"))
    #expect(desk.stepwell("list").output == "")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions know the commands`(shell: String) {
    let script = desk.stepwell("completions", shell)
    #expect(script.status == 0)
    #expect(script.output.contains("validate"))
  }
}
