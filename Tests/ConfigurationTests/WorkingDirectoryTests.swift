import Configuration
import Testing

@Suite struct WorkingDirectoryTests {
  private let user = ConfigurationFixture()

  private func trust(_ file: String) throws {
    try TrustStore(user.environment)?.trust(file)
  }

  @Test func `a folder's file is read for a person who trusted it`() throws {
    let file = user.writeProjectFile("scope: project")
    try trust(file)
    let configuration = try user.load(.interactive)
    #expect(configuration.scope == Setting("project", from: .file(path: file, line: 1)))
    #expect(configuration.file?.reason == .trusted)
  }

  @Test func `a spawned engine never reads it`() throws {
    try trust(user.writeProjectFile("scope: project"))
    let configuration = try user.load(.spawned)
    #expect(configuration.file == nil && configuration.notices.isEmpty)
  }

  @Test func `one that nobody trusted is left out, which is told`() throws {
    let file = user.writeProjectFile("this is: [not even YAML")
    user.writeUserFile("scope: user")
    let configuration = try user.load(.interactive)
    #expect(configuration.scope.value == "user")
    #expect(
      configuration.notices == [
        "\(file) is not read: nobody has trusted it yet; read it, then run `stepwell trust`"
      ])
  }

  @Test func `one that changed is left out until it is trusted again`() throws {
    let file = user.writeProjectFile("scope: project")
    try trust(file)
    user.writeProjectFile("scope: other")
    #expect(try user.load(.interactive).notices.first?.contains("it has changed") == true)
    try trust(file)
    #expect(try user.load(.interactive).scope.value == "other")
  }

  @Test func `a file that was named stands in for it`() throws {
    try trust(user.writeProjectFile("scope: project"))
    user.flags.config = user.folder.write("scope: named", to: "project/named.yaml")
    #expect(try user.load(.interactive).scope.value == "named")
  }

  @Test func `in the user's own configuration folder nothing has to be trusted`() throws {
    let file = user.writeUserFile("scope: user")
    let configuration = try Configuration.load(
      environment: user.environment, commandLine: .interactive,
      workingDirectory: String(file.dropLast("/stepwell.yaml".count)))
    #expect(configuration.scope.value == "user" && configuration.notices.isEmpty)
  }
}
