import Configuration
import JSON
import Testing

@Suite struct SecretTests {
  private static let word = "hunter2swordfish"

  private func shows(_ value: Any) -> Bool {
    var dumped = ""
    dump(value, to: &dumped)
    return [dumped, "\(value)", String(reflecting: value)].contains { $0.contains(Self.word) }
  }

  @Test func `a secret shows in no description`() {
    let secret = Secret(Self.word)
    #expect(!shows(secret) && !shows([secret]) && !shows(["a": secret as Secret?]))
    #expect("\(Secret("${env.KEY}"))" == "${env.KEY}")
  }

  @Test(arguments: [
    "libsql://h?authToken=\(word)", "redis://u:\(word)@h/1", "rediss://:\(word)@h",
    "upstash://:\(word)@h.upstash.io", "upstash://\(word)@h.upstash.io", "https://\(word)@h",
  ])
  func `a location with a secret in it never shows it`(text: String) throws {
    let location = try StoreLocation(text, in: StoreContext(folder: "/", environment: [:]))
    #expect(!shows(location))
    #expect(location.description.hasPrefix(text.prefix { $0 != ":" }) || text.hasPrefix("https"))
  }

  @Test(arguments: 0..<4)
  func `no mistake around a password shows it`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let environment: Environment = [:]
    for _ in 0..<500 {
      var text = Array("redis://user:\(Self.word)@host:6379/0?a=b")
      let before = text.prefix { $0 != "h" || false }.count
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<text.count, using: &generator)
        guard !(before - 1..<before + Self.word.count).contains(place) else { continue }
        text.insert(
          ["/", "?", "#", "@", ":", "%", " ", "["].randomElement(using: &generator) ?? "/",
          at: place)
      }
      do {
        let location = try StoreLocation(
          String(text), in: StoreContext(folder: "/", environment: environment))
        #expect(!shows(location) || location.provider == "sqlite", "seed \(seed): \(String(text))")
      } catch {
        #expect(!shows(error), "seed \(seed): \(String(text))")
      }
    }
  }

  @Test func `a secret is known only where it is used`() {
    #expect(Secret("${env.KEY}").value(in: ["KEY": "k"]) == "k")
    #expect(Secret("${env.KEY}").value(in: [:]) == nil)
    #expect(Secret("k").value(in: [:]) == "k")
  }

  @Test func `a wrong store URL with a password is told without its line`() throws {
    let folder = ScratchFolder()
    let path = folder.write("store: redis://u:\(Self.word)@host/x\n", to: "stepwell.yaml")
    var flags = Flags()
    flags.config = path
    let refused = #expect(throws: ConfigurationProblems.self) {
      try Configuration.load(
        flags: flags, environment: ["HOME": folder.path], commandLine: .spawned,
        workingDirectory: folder.path)
    }
    let text = try #require(refused).description
    #expect(text.contains("\(path):1:8:") && !text.contains(Self.word))
  }

  @Test(arguments: ["${env.KEY}", "${env._a1}"])
  func `a reference names one variable`(text: String) {
    #expect(EnvironmentReference(text)?.description == text)
  }

  @Test(arguments: [
    "${env.}", "${env.1A}", "${env:KEY}", "${ENV.KEY}", "${env.KEY", "${envKEY}", "a ${env.A B} c",
  ])
  func `what looks like a reference and is none is found`(text: String) {
    #expect(EnvironmentReference.firstMistake(in: text) != nil)
  }

  @Test(arguments: [
    "${env.KEY}", "Bearer ${env.KEY}!", "$${env:x}", "${HOME}", "$env", "", "$", "${", "100 $",
  ])
  func `other texts are left alone`(text: String) {
    #expect(EnvironmentReference.firstMistake(in: text) == nil)
  }
}
