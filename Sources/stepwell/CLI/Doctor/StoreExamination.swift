import Configuration
import Glibc
import Runtime
import Wire

/// Whether the store can be opened and written, and who else can read it.
enum StoreExamination {
  static func findings(_ configuration: Configuration) async -> [Finding] {
    var alone = configuration
    // Agents are examined by themselves.
    alone.agents = []
    do {
      return try await EngineClient.with(alone, as: .asked) { client in
        let info = try await client.call(ServerInfo.self)
        try await write(client)
        return describe(info) + modes(configuration.store.value)
      }
    } catch {
      return [Finding(.broken, CommandFailure(error).message ?? "the store cannot be opened")]
    }
  }

  /// Makes a conversation and takes it away again: a change like any other.
  private static func write(_ client: EngineClient) async throws(CommandFailure) {
    let thread = try await client.call(ThreadCreate.self)
    _ = try await client.call(ThreadDelete.self) { $0.threadId = thread.id }
  }

  private static func describe(_ info: ServerInfo.Result) -> [Finding] {
    let store = info.store
    let durability = store.durability.map { ", durability \($0)" } ?? ""
    let total = info.counts.values.reduce(0, +)
    let counts = info.counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    let details = counts.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return [
      Finding(.well, "\(store.provider) \(store.location) opened and written\(durability)"),
      Finding(.well, total == 0 ? "no workflows" : "workflows: \(details)"),
    ] + (store.warnings ?? []).map { Finding(.notice, $0) }
  }

  private static func modes(_ location: StoreLocation) -> [Finding] {
    guard case .sqlite(let path) = location, let mode = FileMode(path) else { return [] }
    guard mode.isReadableByOthers || mode.isWritableByOthers else {
      return [Finding(.well, "nobody else may read it (mode \(mode.text))")]
    }
    return [
      Finding(.notice, "others may read it (mode \(mode.text)); chmod 600 \(path) keeps it yours")
    ]
  }
}

/// Who may do what with a file.
struct FileMode {
  private let bits: mode_t

  /// Nil where there is no such file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    bits = status.st_mode & 0o777
  }

  var isReadableByOthers: Bool { bits & 0o044 != 0 }
  var isWritableByOthers: Bool { bits & 0o022 != 0 }
  /// Octal, as chmod takes it.
  var text: String { String(bits, radix: 8) }
}
