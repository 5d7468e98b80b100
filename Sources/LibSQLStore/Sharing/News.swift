import Store
import Synchronization

/// What is known of the writes of others, and those who want to hear of them.
///
/// The server's table `layout` counts the groups that were written. This store knows how many it
/// wrote itself, so a number that grew by more tells of others.
final class News: Sendable {
  let listeners = ChangeListeners()
  private let known: Mutex<Int64>

  init(writes: Int64) { known = Mutex(writes) }

  /// This store wrote a group, as the one with this number; nil where it counted as none.
  func wrote(_ number: Int64?) {
    guard let number else { return }
    let isNews = known.withLock { known in
      defer { known = max(known, number) }
      return number > known + 1
    }
    if isNews { listeners.signal() }
  }

  /// The count was looked up.
  func saw(_ number: Int64) {
    let isNews = known.withLock { known in
      defer { known = max(known, number) }
      return number > known
    }
    if isNews { listeners.signal() }
  }
}
