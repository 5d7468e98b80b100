import Configuration
import Glibc
import Testing

@Suite struct TrustTests {
  private let folder = ScratchFolder()
  private var store: TrustStore { TrustStore(path: "\(folder.path)/state/stepwell/trusted") }

  private func mode(of path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  private func verdict(_ path: String, _ content: String) throws -> TrustStore.Verdict {
    try store.verdict(on: Array(content.utf8), at: path)
  }

  @Test func `only just the content that was trusted is trusted, and only there`() throws {
    let file = folder.write("store: a.db\n", to: "stepwell.yaml")
    #expect(try verdict(file, "store: a.db\n") == .unknown)
    try store.trust(file)
    #expect(try verdict(file, "store: a.db\n") == .trusted)
    #expect(try verdict(file, "store: b.db\n") == .changed)
    #expect(try verdict(folder.path + "/other.yaml", "store: a.db\n") == .unknown)
  }

  @Test func `trusting again replaces, others stay`() throws {
    let first = folder.write("a: 1", to: "first folder/stepwell.yaml")
    let second = folder.write("b: 1", to: "second/stepwell.yaml")
    try store.trust(first)
    try store.trust(second)
    folder.write("a: 2", to: "first folder/stepwell.yaml")
    try store.trust(first)
    #expect(try verdict(first, "a: 1") == .changed)
    #expect(try verdict(first, "a: 2") == .trusted)
    #expect(try verdict(second, "b: 1") == .trusted)
  }

  @Test func `trust can be taken back`() throws {
    let file = folder.write("a: 1", to: "stepwell.yaml")
    try store.trust(file)
    #expect(try store.distrust(file))
    #expect(try !store.distrust(file))
    #expect(try verdict(file, "a: 1") == .unknown)
  }

  @Test func `the record belongs to its user alone`() throws {
    try store.trust(folder.write("a: 1", to: "stepwell.yaml"))
    #expect(mode(of: store.path) == 0o600)
    #expect(mode(of: "\(folder.path)/state/stepwell") == 0o700)
  }

  @Test func `a record that others may write is not believed`() throws {
    let file = folder.write("a: 1", to: "stepwell.yaml")
    try store.trust(file)
    chmod(store.path, 0o666)
    let refused = #expect(throws: SourceProblem.self) { try verdict(file, "a: 1") }
    #expect(refused?.message == "others may write to it, so nothing in it is believed")
  }

  @Test func `what is no configuration cannot be trusted`() throws {
    let file = folder.write("a: [", to: "stepwell.yaml")
    #expect(throws: SourceProblem.self) { try store.trust(file) }
    #expect(throws: SourceProblem.self) { try store.trust(folder.path + "/none.yaml") }
    #expect(throws: SourceProblem.self) { try store.trust(folder.path + "/a\nb") }
    #expect(mode(of: store.path) == 0)
  }

  @Test func `lines of another form are passed over`() throws {
    let file = folder.write("a: 1", to: "stepwell.yaml")
    folder.write("\n\nrubbish\n\u{0}\n \n", to: "state/stepwell/trusted")
    #expect(try verdict(file, "a: 1") == .unknown)
    try store.trust(file)
    #expect(try verdict(file, "a: 1") == .trusted)
  }
}
