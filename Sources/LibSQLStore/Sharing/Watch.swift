import SQLLayout
import Store
import Synchronization

/// Looks for what other engines wrote: one query an interval for the whole store, and none while
/// nobody listens.
final class Watch: Sendable {
  /// While others have a lease, and while none has.
  private static let often = Duration.milliseconds(250)
  private static let rarely = Duration.seconds(1)

  private let server: Server
  private let news: News
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(server: Server, news: News) {
    self.server = server
    self.news = news
  }

  func start() {
    task.withLock { task in
      guard task == nil else { return }
      task = Task { [server, news] in await Self.watch(server, news) }
    }
  }

  func end() {
    task.withLock { $0?.cancel() }
  }

  private static func watch(_ server: Server, _ news: News) async {
    var interval = often
    while !Task.isCancelled, !news.listeners.isEnded {
      do { try await Task.sleep(for: interval) } catch { return }
      guard news.listeners.isHeard else { continue }
      let seen = await look(server)
      guard let seen else { continue }
      news.saw(seen.writes)
      interval = seen.leases > 1 ? often : rarely
    }
  }

  /// Nil when the server cannot be asked: the next write or read meets the same trouble and reports
  /// it.
  private static func look(_ server: Server) async -> (writes: Int64, leases: Int)? {
    do throws(StoreError) {
      return try await server.rows(of: Statement(.standing), patience: .zero) {
        (row: inout ServerRow) throws(StoreError) in
        (writes: try row.next(Int64.self), leases: try row.next(Int.self))
      }.first
    } catch {
      return nil
    }
  }
}
