import Runtime
import Synchronization
import Time
import Wire

/// Progress on a terminal: a line for each step at work, redrawn in place, and above them those that
/// ended.
final class ProgressBoard: Progress {
  private let labels = StepLabels()
  private let lines: Mutex<BoardLines>
  private let time = SystemTime()

  init(_ terminal: Terminal) { lines = Mutex(BoardLines(terminal)) }

  func learn(_ workflow: Wire.Workflow) {
    labels.learn(workflow)
    lines.withLock { $0.name(workflow.name, workflow.id) }
  }

  func take(_ event: Wire.Event) {
    guard let change = StepChange(event, labels) else { return }
    lines.withLock { lines in
      lines.take(change)
      // Pieces of text come by the hundred; the next tick shows them.
      if case .wrote = change.news { return }
      lines.draw(at: time.now)
    }
  }

  func tick() { lines.withLock { $0.draw(at: time.now) } }

  func end() { lines.withLock { $0.end(at: time.now) } }
}
