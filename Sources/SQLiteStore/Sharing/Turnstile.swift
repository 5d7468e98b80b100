import Store
import Time

/// Lets the processes that share a database write one after the other, in fair order.
///
/// SQLite's own busy handler starves: it sleeps and hopes. Here whoever wants to write takes `next`,
/// waits for `writing` and lets `next` go, so that a process that has just written cannot overtake one
/// that waits. Both locks end with their process.
final class Turnstile {
  private let place: Place
  private let patience: Duration
  private var files: (next: LockFile, writing: LockFile)?

  init(place: Place, patience: Duration) {
    self.place = place
    self.patience = patience
  }

  deinit {
    files?.next.close()
    files?.writing.close()
  }

  /// Waits for the right to write; `unavailable` when another process keeps it too long.
  func enter() throws(StoreError) {
    let files = try opened()
    let deadline = Deadline.after(patience)
    guard files.next.lock(until: deadline) else { throw overdue() }
    defer { files.next.unlock() }
    guard files.writing.lock(until: deadline) else { throw overdue() }
  }

  func leave() { files?.writing.unlock() }

  private func opened() throws(StoreError) -> (next: LockFile, writing: LockFile) {
    if let files { return files }
    try place.makeLocks()
    let next = try LockFile(making: "\(place.locks)/next")
    let writing = try LockFile(making: "\(place.locks)/writing")
    files = (next, writing)
    return (next, writing)
  }

  private func overdue() -> StoreError {
    StoreError(
      .unavailable,
      "another process has kept \(place.path) from being written for \(patience.text); continue or "
        + "end it (`fuser \(place.locks)/writing` names it), then try again")
  }
}
