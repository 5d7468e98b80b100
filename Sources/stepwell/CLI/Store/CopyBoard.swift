import Synchronization
import Upkeep

/// Tells how far a copy is: one line that is redrawn on a terminal, else a line when a stage ends.
final class CopyBoard: Sendable {
  private let last = Mutex<StoreCopy.Progress?>(nil)

  func show(_ progress: StoreCopy.Progress) {
    let ended = last.withLock { last -> StoreCopy.Progress? in
      defer { last = progress }
      return last?.stage == progress.stage ? nil : last
    }
    if Terminal.error.isTerminal {
      StandardError.write(raw: "\r\u{1B}[K\(progress.words)")
    } else if let ended {
      StandardError.write(ended.words)
    }
  }

  func end() {
    guard let progress = last.withLock({ $0 }) else { return }
    if Terminal.error.isTerminal {
      StandardError.write(raw: "\r\u{1B}[K")
    } else {
      StandardError.write(progress.words)
    }
  }
}

extension StoreCopy.Progress {
  fileprivate var words: String {
    let count = total.map { "\(done) of \($0)" } ?? "\(done)"
    return stage == .checking ? "comparing: \(count) workflows" : "\(stage.rawValue): \(count)"
  }
}
