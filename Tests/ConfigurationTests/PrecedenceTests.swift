import Configuration
import Testing

@Suite struct PrecedenceTests {
  private let user = ConfigurationFixture()

  @Test func `without a word from anybody the user's own file is the store, this folder the scope`()
    throws
  {
    let configuration = try user.load()
    #expect(
      configuration.store
        == Setting(.sqlite(path: "\(user.home)/.local/share/stepwell/stepwell.db"), from: .standard)
    )
    #expect(configuration.scope == Setting(user.project, from: .standard))
    #expect(configuration.file == nil && configuration.notices.isEmpty)
    #expect(configuration.limits == ConfiguredLimits())
    #expect(configuration.durability == Setting(.full, from: .standard))
  }

  @Test func `flags win over environment, environment over file, file over default`() throws {
    let file = user.writeUserFile("# mine\nstore: file.db\n")
    #expect(
      try user.load().store
        == Setting(
          .sqlite(path: "\(user.home)/.config/stepwell/file.db"), from: .file(path: file, line: 2)))
    user.variables["STEPWELL_STORE"] = "environment.db"
    #expect(
      try user.load().store
        == Setting(
          .sqlite(path: "\(user.project)/environment.db"), from: .environment("STEPWELL_STORE")))
    user.flags.store = "flag.db"
    #expect(
      try user.load().store
        == Setting(.sqlite(path: "\(user.project)/flag.db"), from: .flag("--store")))
  }

  @Test func `a store that somebody named is served whole`() throws {
    user.variables["STEPWELL_STORE"] = "memory:"
    #expect(try user.load().scope == Setting("", from: .standard))
    user.variables = [:]
    user.writeUserFile("store: mine.db")
    #expect(try user.load().scope.value == "")
  }

  @Test func `the scope can be said by flag, environment or file`() throws {
    let file = user.writeUserFile("scope: of-file\n")
    #expect(try user.load().scope == Setting("of-file", from: .file(path: file, line: 1)))
    user.variables["STEPWELL_SCOPE"] = "of-environment"
    #expect(
      try user.load().scope == Setting("of-environment", from: .environment("STEPWELL_SCOPE")))
    user.flags.scope = ""
    #expect(try user.load().scope == Setting("", from: .flag("--scope")))
  }

  @Test(
    arguments: [
      (["TURSO_DATABASE_URL": "libsql://h"], "libsql://h", "TURSO_DATABASE_URL"),
      (["MEMORY_PROVIDER": "memory"], "memory:", "MEMORY_PROVIDER"),
      (
        ["MEMORY_PROVIDER": "libsql", "TURSO_DATABASE_URL": "libsql://h"], "libsql://h",
        "TURSO_DATABASE_URL"
      ),
      (
        [
          "MEMORY_PROVIDER": "upstash", "UPSTASH_REDIS_REST_URL": "https://h",
          "UPSTASH_REDIS_REST_TOKEN": "t",
        ], "upstash://h", "MEMORY_PROVIDER"
      ),
      (
        ["STEPWELL_STORE": "memory:", "MEMORY_PROVIDER": "x", "TURSO_DATABASE_URL": "y"], "memory:",
        "STEPWELL_STORE"
      ),
    ] as [([String: String], String, String)])
  func `the variables of the providers choose the store`(
    variables: [String: String], location: String, name: String
  ) throws {
    user.variables = variables
    let store = try user.load().store
    #expect(store.value.description == location)
    #expect(store.origin == .environment(name))
  }

  @Test(
    arguments: [
      (["MEMORY_PROVIDER": "libsq"], "MEMORY_PROVIDER", "did you mean \"libsql\"?"),
      (["MEMORY_PROVIDER": "libsql"], "MEMORY_PROVIDER", "set it, or STEPWELL_STORE"),
      (
        ["MEMORY_PROVIDER": "upstash"], "MEMORY_PROVIDER",
        "set it and UPSTASH_REDIS_REST_TOKEN, or write upstash://HOST"
      ),
      (["STEPWELL_STORE": "sqlite:"], "STEPWELL_STORE", "write sqlite:./work.db"),
    ] as [([String: String], String, String)])
  func `a variable that cannot be meant is told by its name`(
    variables: [String: String], name: String, suggestion: String
  ) throws {
    user.variables = variables
    let problems = try user.problems()
    #expect(problems.map(\.source) == [name])
    #expect(problems.map(\.suggestion) == [suggestion])
  }

  @Test func `an empty variable is one that is not set`() throws {
    user.variables = ["STEPWELL_STORE": "", "STEPWELL_CONFIG": "", "XDG_DATA_HOME": ""]
    #expect(try user.load().store.origin == .standard)
  }

  @Test func `the XDG variables say where files are, relative ones are ignored`() throws {
    user.variables = ["XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "relative"]
    user.writeUserFile("scope: found")
    let configuration = try user.load()
    #expect(configuration.store.value == .sqlite(path: "/data/stepwell/stepwell.db"))
    #expect(configuration.scope.value == "found")
  }

  @Test func `without a home a store has to be named`() throws {
    user.variables = ["HOME": ""]
    #expect(try user.problems().map(\.suggestion) == ["name a store with --store, or set HOME"])
    user.flags.store = "memory:"
    #expect(try user.load().store.value == .memory)
  }

  @Test func `flags are checked with everything else`() throws {
    user.flags.durability = "ful"
    user.flags.logLevel = "loud"
    user.flags.framing = "headers"
    user.flags.maxMessageBytes = "0"
    user.flags.config = "none.yaml"
    user.flags.store = ""
    #expect(
      try user.problems().map(\.source)
        == ["--config", "--store", "--durability", "--log-level", "--max-message-bytes"])
  }

  @Test func `flags set what they name`() throws {
    user.flags.durability = "normal"
    user.flags.logLevel = "debug"
    user.flags.framing = "headers"
    user.flags.maxMessageBytes = "1000"
    user.flags.strict = true
    user.flags.testClock = true
    let configuration = try user.load()
    #expect(configuration.durability == Setting(.normal, from: .flag("--durability")))
    #expect(configuration.logLevel.value == .debug)
    #expect(configuration.framing.value == .headers)
    #expect(
      configuration.limits.maxMessageBytes == Setting(1000, from: .flag("--max-message-bytes")))
    #expect(configuration.isStrict && configuration.usesTestClock)
  }
}
