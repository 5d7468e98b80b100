import Glibc
import HTTP
import JSON
import LibSQLStore
import Testing

/// A server of one kind, started for the tests on a free port of this machine with a folder of its
/// own, and ended with them.
final class TestServer: Sendable {
  enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    /// `sqld`, the server of libSQL itself.
    case sqld
    /// `Tests/LibSQL/fake.py`, which can also be made to fail.
    case fake

    var testDescription: String { rawValue }

    /// Those that can be had here. The fake is always one of them.
    static let present: [Kind] = {
      guard TestServer.binary == nil else { return allCases }
      let words = "conformance: libSQL: NO REAL SERVER (STEPWELL_SQLD is not set), only the fake\n"
      _ = words.withCString { write(2, $0, strlen($0)) }
      return [.fake]
    }()
  }

  let url: String
  let kind: Kind
  private let process: ServerProcess
  private let client = HTTPClient()

  init(_ kind: Kind) async throws {
    self.kind = kind
    let port = try ServerProcess.freePort()
    url = "http://127.0.0.1:\(port)"
    let folder = try ServerProcess.newFolder()
    switch kind {
    case .sqld:
      process = try ServerProcess(
        [
          try #require(Self.binary), "--no-welcome", "--db-path", "\(folder)/db",
          "--http-listen-addr", "127.0.0.1:\(port)",
        ], in: folder)
    case .fake:
      process = try ServerProcess(
        ["/usr/bin/env", "python3", Self.fake, "\(folder)/w.db", "\(port)"], in: folder,
        watchesInput: true)
    }
    try await waitUntilItAnswers()
  }

  private static var binary: String? {
    getenv("STEPWELL_SQLD").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static var fake: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
      .joined(separator: "/") + "/LibSQL/fake.py"
  }

  /// A store on the server, which is emptied first.
  func newStore(patience: Duration = .seconds(20)) async throws -> LibSQLStore {
    try await wipe()
    return try await LibSQLStore.open(url: url, token: nil, patience: patience)
  }

  // MARK: - The fake's own words

  func fault(_ order: JSON) async throws {
    _ = try await post("fault", order)
  }

  func requests() async throws -> Int {
    let response = try await client.send(HTTPRequest(url: "\(url)/requests"))
    return try #require(try JSON(parsing: response.body)["requests"]?.intValue)
  }

  // MARK: - Any server

  /// Runs SQL as any other client of the server does; the rows as text, NULL as nil.
  @discardableResult
  func rows(_ sql: String) async throws -> [[String?]] {
    let answer = try await post(
      "v3/pipeline",
      [
        "requests": [["type": "execute", "stmt": ["sql": .string(sql)]], ["type": "close"]]
      ])
    let result = answer["results"]?[0]?["response"]?["result"]
    let rows = try #require(result?["rows"]?.arrayValue, "\(sql): \(answer.text)")
    return rows.map { ($0.arrayValue ?? []).map { $0["value"]?.stringValue } }
  }

  func wipe() async throws {
    guard kind != .fake else {
      try await fault([:])
      _ = try await post("wipe", [:])
      return
    }
    let found = try await rows(
      "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view') "
        + "AND name NOT LIKE 'sqlite_%' ORDER BY type DESC")
    var script = "PRAGMA foreign_keys=OFF;"
    for row in found { script += "DROP \(row[0] ?? "") \"\(row[1] ?? "")\";" }
    _ = try await post(
      "v3/pipeline",
      ["requests": [["type": "sequence", "sql": .string(script)], ["type": "close"]]])
  }

  private func post(_ path: String, _ body: JSON) async throws -> JSON {
    let response = try await client.send(
      HTTPRequest(
        method: "POST", url: "\(url)/\(path)",
        headers: [HTTPHeader("Content-Type", "application/json")], body: body.bytes))
    return try JSON(parsing: response.body)
  }

  /// Asks again as soon as there was no connection; each try takes as long as a refusal does.
  private func waitUntilItAnswers() async throws {
    let end = ContinuousClock.now + .seconds(30)
    while true {
      do throws(HTTPError) {
        _ = try await client.send(HTTPRequest(url: "\(url)/version"))
        return
      } catch {
        guard ContinuousClock.now < end else { throw error }
        await Task.yield()
      }
    }
  }
}

/// A process that ends with this one, or when nobody refers to it any more.
final class ServerProcess: Sendable {
  private let input: Int32
  private let pid: pid_t
  private let folder: String

  /// A shell beside the server waits for the end of its standard input, whoever closes it.
  private static let guardian = #"cd "$0"; "$@" </dev/null >log 2>&1 & cat >/dev/null; kill -9 $!"#

  /// The fake watches its standard input by itself.
  private static let start = #"cd "$0" && exec "$@" >log 2>&1"#

  init(_ command: [String], in folder: String, watchesInput: Bool = false) throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    let words = ["/bin/sh", "-c", watchesInput ? Self.start : Self.guardian, folder] + command
    var arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var child: pid_t = 0
    let code = posix_spawn(&child, words[0], &actions, nil, arguments, environ)
    try #require(code == 0, "\(words[0]): \(String(cString: strerror(code)))")
    pid = child
    input = ends[1]
    self.folder = folder
  }

  deinit {
    close(input)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    _ = Glibc.system("rm -rf '\(folder)'")
  }

  static func newFolder() throws -> String {
    var template = Array("/tmp/stepwell-libsql-XXXXXX".utf8CString)
    return String(cString: try #require(mkdtemp(&template)))
  }

  static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return try withUnsafeMutableBytes(of: &address) { bytes in
      let pointer = try #require(bytes.assumingMemoryBound(to: sockaddr.self).baseAddress)
      try #require(bind(descriptor, pointer, size) == 0)
      try #require(getsockname(descriptor, pointer, &size) == 0)
      return bytes.load(fromByteOffset: 2, as: UInt16.self).bigEndian
    }
  }
}
