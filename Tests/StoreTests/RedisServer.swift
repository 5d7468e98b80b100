import Glibc
import JSON
import RedisStore
import Store
import Synchronization
import Testing

/// A real Redis and a REST front before it, for all tests of this process; `Tests/Servers` starts
/// them and ends them when this process is gone.
struct RedisServer: Sendable {
  private let places: JSON

  static let shared = Result { try RedisServer() }

  private init() throws {
    let line = try Self.start("\(Self.folder)/serve.py")
    places = try JSON(parsing: line)
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

  /// - Parameter isFaulty: through a network that loses connections.
  func open(
    prefix: String, isFaulty: Bool = false, eventsKept: Int = RedisStore.standardEventsKept
  ) async throws -> RedisStore {
    let port = try #require(places[isFaulty ? "faultyRedis" : "redis"]?.intValue)
    return try await patiently {
      try await RedisStore.open(
        host: "127.0.0.1", port: port, prefix: prefix, location: "redis://127.0.0.1:\(port)/0",
        patience: .seconds(60), eventsKept: eventsKept)
    }
  }

  func openByREST(prefix: String, isFaulty: Bool = false) async throws -> RedisStore {
    let port = try #require(places[isFaulty ? "faultyRest" : "rest"]?.intValue)
    let token = try #require(places["token"]?.stringValue)
    return try await patiently {
      try await RedisStore.open(
        upstash: "http://127.0.0.1:\(port)", token: token, prefix: prefix,
        location: "upstash+http://127.0.0.1:\(port)", patience: .seconds(60))
    }
  }

  /// Opening is tried once only; faults meet it too.
  private func patiently(
    _ open: () async throws -> RedisStore
  ) async throws -> RedisStore {
    for _ in 0..<50 {
      do {
        return try await open()
      } catch let error as StoreError where error.kind == .unavailable {
        continue
      }
    }
    return try await open()
  }
}
