import Glibc
import JSON
import RedisStore
import Synchronization
import Testing

/// A real Redis and a REST front before it, for all tests of this process; `Tests/Servers` starts
/// them and ends them when this process is gone.
struct RedisServer: Sendable {
  let port: Int
  let restPort: Int
  let token: String

  static let shared = Result { try RedisServer() }

  private init() throws {
    let line = try Self.start("\(Self.folder)/serve.py")
    let places = try JSON(parsing: line)
    port = try #require(places["redis"]?.intValue)
    restPort = try #require(places["rest"]?.intValue)
    token = try #require(places["token"]?.stringValue)
  }

  private static var folder: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
      .joined(separator: "/") + "/Servers"
  }

  /// Starts the script with an input that stays open as long as this process lives.
  /// - Returns: its first line.
  private static func start(_ script: String) throws -> String {
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    try #require(pipe(&input) == 0 && pipe(&output) == 0)
    for end in input + output { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input[0], 0)
    posix_spawn_file_actions_adddup2(&actions, output[1], 1)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("python3"), strdup(script), nil]
    defer { for argument in arguments { free(argument) } }
    var process = pid_t()
    try #require(posix_spawnp(&process, "python3", &actions, nil, &arguments, environ) == 0)
    close(input[0])
    close(output[1])
    let file = try #require(fdopen(output[0], "r"))
    var buffer = [CChar](repeating: 0, count: 4096)
    let line = try #require(fgets(&buffer, 4096, file), "Tests/Servers/serve.py did not start")
    return String(cString: line)
  }

  // MARK: Stores

  private static let count = Mutex(0)

  /// A prefix that no other test uses.
  static func newPrefix() -> String {
    count.withLock {
      $0 += 1
      return "test \($0):"
    }
  }

  func open(prefix: String) async throws -> RedisStore {
    try await RedisStore.open(
      host: "127.0.0.1", port: port, prefix: prefix, location: "redis://127.0.0.1:\(port)/0")
  }

  func openByREST(prefix: String) async throws -> RedisStore {
    try await RedisStore.open(
      upstash: "http://127.0.0.1:\(restPort)", token: token, prefix: prefix,
      location: "upstash+http://127.0.0.1:\(restPort)")
  }
}
