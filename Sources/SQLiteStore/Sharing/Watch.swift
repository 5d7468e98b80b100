import Time
import SQLLayout
import Store

/// Looks for changes that came from other stores on the same file.
///
/// `PRAGMA data_version` on the writer's own connection changes exactly when another connection
/// commits. It is asked every 50 ms while other engines live, each second otherwise, and never while
/// nobody listens.
final class Watch {
  private static let often = Duration.milliseconds(50)
  private static let rarely = Duration.seconds(1)

  private let connection: Connection
  private let leases: LeaseFiles
  private let listeners: ChangeListeners
  private var version: Int64?
  private var othersLive = false
  private var look: Deadline?
  private var census = Deadline.now

  init(connection: Connection, leases: LeaseFiles, listeners: ChangeListeners) {
    self.connection = connection
    self.leases = leases
    self.listeners = listeners
    _ = hasChanged()
  }

  /// When to look again; nil while nobody listens.
  var nextLook: Deadline? { look }

  func lookIfDue() {
    guard listeners.isHeard else {
      look = nil
      return
    }
    if let look, look > .now { return }
    if hasChanged() || hasLostOne() { listeners.signal() }
    look = .after(othersLive ? Self.often : Self.rarely)
  }

  private func hasChanged() -> Bool {
    do throws(SQLiteFailure) {
      let current = try connection.prepare(.dataVersion).first {
        (row: inout Row) throws(SQLiteFailure) in try row.next(Int64.self)
      }
      defer { version = current }
      return version != nil && current != version
    } catch {
      // The next write or read meets the same trouble and reports it.
      return false
    }
  }

  /// Whether another engine died: what it owned can be adopted.
  private func hasLostOne() -> Bool {
    guard census.hasPassed else { return false }
    census = .after(Self.rarely)
    let found = leases.census()
    othersLive = found.living > 0
    return found.dead > 0
  }
}

extension SQL {
  fileprivate static let dataVersion = SQL("PRAGMA data_version")
}
