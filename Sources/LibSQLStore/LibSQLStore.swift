public import Store
import SQLLayout
import Time

/// Keeps everything on a libSQL or Turso server that several engines may share.
///
/// A commit is one request: a batch with conditions, in one transaction. All that waits while one
/// write is under way goes into the next.
public final class LibSQLStore: Store {
  public let description: StoreDescription
  let server: Server
  let patience: Duration
  private let writer: Writer
  private let news: News
  private let watch: Watch

  private init(_ server: Server, _ standing: Standing, patience: Duration) {
    let durability = Durability(standing.synchronous)
    description = StoreDescription(
      provider: "libsql", location: server.url, durability: durability.name,
      warnings: durability.warnings)
    self.server = server
    self.patience = patience
    news = News(writes: standing.writes)
    writer = Writer(groups: GroupCommit(server: server, patience: patience, news: news))
    watch = Watch(server: server, news: news)
  }

  deinit {
    news.listeners.end()
    watch.end()
  }

  /// Opens the database behind an address; makes the tables where there are none.
  ///
  /// A database that holds the tables `workflows` and `workflow_steps` of another implementation is
  /// taken in; those two stay beside, renamed.
  /// - Parameters:
  ///   - url: `http://` or `https://`, host, port and path, without credentials.
  ///   - token: sent as bearer token; nil where the server wants none.
  ///   - patience: how long a read or write waits for the server before it is `unavailable`.
  /// - Throws: `StoreError` that says what to mend; `newerSchema` for the tables of a newer version.
  public static func open(
    url: String, token: String?, patience: Duration = .seconds(10)
  ) async throws(StoreError) -> LibSQLStore {
    let server = Server(url: url, token: token)
    // Who just named a server wants to hear soon that it is not there.
    let standing = try await Setup(server: server, patience: min(patience, .seconds(3))).run()
    return LibSQLStore(server, standing, patience: patience)
  }

  public func commit(_ commits: [Commit]) async throws(StoreError) -> [CommitOutcome] {
    guard !commits.isEmpty else { return [] }
    return try await writer.write(.commits(commits))
  }

  /// Requests sent since the store was opened, those of reading and watching included.
  public var requestCount: Int { server.requestCount }

  public func changes() -> AsyncStream<Void> {
    let stream = news.listeners.listen()
    watch.start()
    return stream
  }

  public func keepLease(_ lease: LeaseRecord) async throws(StoreError) {
    _ = try await writer.write(.keepLease(lease))
  }

  public func dropLease(engine: String) async throws(StoreError) {
    _ = try await writer.write(.dropLease(engine: engine))
  }

  public func close() async {
    news.listeners.end()
    watch.end()
    await writer.close()
  }
}

/// What survives what, by SQLite's setting `synchronous` on the server.
private struct Durability {
  let name: String
  let warnings: [String]

  init(_ synchronous: Int64?) {
    switch synchronous {
    case 2, 3: (name, warnings) = ("full", [])
    case 1:
      name = "normal"
      warnings = [
        "the server answers before a commit is on its disk (synchronous=NORMAL): a loss of its power "
          + "may lose the last commits, never half of one"
      ]
    case 0:
      name = "process"
      warnings = [
        "the server does not wait for its disk (synchronous=OFF): a loss of its power may lose "
          + "commits or damage the database"
      ]
    default:
      name = "normal"
      warnings = [
        "the server does not say how it writes to its disk: count on losing the last commits with "
          + "its power"
      ]
    }
  }
}
