import Glibc
import Time

/// The lines of a board: what stands on the screen, and what is to stand there next.
struct BoardLines {
  /// A step at work.
  private struct Line {
    let stepId: String
    let label: String
    let start: Instant
    var news = StepChange.News.started
    /// The end of what its agent wrote.
    var text = ""

    init(_ change: StepChange) {
      stepId = change.stepId
      label = change.label
      start = change.at
    }
  }

  private static let frames = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
  /// Characters kept of what an agent writes; a line shows fewer.
  private static let keptText = 240
  private static let shownText = 60

  private let terminal: Terminal
  private var open: [Line] = []
  /// Lines of steps that ended and are not on the screen yet.
  private var ended: [String] = []
  /// How many lines of steps at work are on the screen, just above the cursor.
  private var drawn = 0
  private var frame = 0

  init(_ terminal: Terminal) { self.terminal = terminal }

  /// Says above all lines which workflow they are about.
  mutating func name(_ name: String, _ id: String) {
    let line = Cells("\(name)  \(id)").clipped(to: terminal.size.columns - 1)
    ended.append(terminal.paint(line, .dim))
  }

  mutating func take(_ change: StepChange) {
    if change.isEnd {
      let line = remove(change.stepId) ?? Line(change)
      ended.append(lastLine(of: line, change))
      return
    }
    let index = open.firstIndex { $0.stepId == change.stepId } ?? open.endIndex
    if index == open.endIndex { open.append(Line(change)) }
    switch change.news {
    case .wrote(let piece):
      open[index].text = String((open[index].text + piece).suffix(Self.keptText))
      open[index].news = .started
    case .started:
      open[index].text = ""
      open[index].news = .started
    case .progressed, .waiting, .retrying, .completed, .failed, .skipped, .cancelled, .inDoubt:
      open[index].news = change.news
    }
  }

  private mutating func remove(_ stepId: String) -> Line? {
    open.firstIndex { $0.stepId == stepId }.map { open.remove(at: $0) }
  }

  // MARK: - Drawing

  /// Draws over what was drawn last; nothing is written where nothing would change.
  mutating func draw(at now: Instant) {
    guard drawn > 0 || !open.isEmpty || !ended.isEmpty else { return }
    frame += 1
    let (columns, rows) = terminal.size
    var shown = open.prefix(rows - 2).map { openLine($0, at: now, columns) }
    if open.count > shown.count { shown.append("… and \(open.count - shown.count) more") }
    let rewind = drawn > 0 ? "\u{1B}[\(drawn)A" : ""
    let text = (ended + shown).map { "\u{1B}[2K\($0)\n" }.joined()
    write("\r\(rewind)\(text)\u{1B}[J")
    drawn = shown.count
    ended = []
  }

  /// Leaves what is at work on the screen as it is.
  mutating func end(at now: Instant) {
    draw(at: now)
    drawn = 0
    open = []
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(2, bytes, bytes.count)
  }

  private func openLine(_ line: Line, at now: Instant, _ columns: Int) -> String {
    let elapsed = (now - line.start).glance
    let (mark, color, note) = look(line, at: now)
    let head = "\(mark) \(Cells(line.label).clipped(to: 32))  \(elapsed)"
    let room = min(Self.shownText, columns - Cells(head).width - 3)
    guard room > 8, !note.isEmpty else {
      return terminal.paint(Cells(head).clipped(to: columns - 1), color)
    }
    // Of what is being written the end is new; of a sentence the beginning matters.
    let shown = line.news == .started ? Cells(note).tail(room) : Cells(note).clipped(to: room)
    return terminal.paint(head, color) + "  " + terminal.paint(shown, .dim)
  }

  private func look(_ line: Line, at now: Instant) -> (String, Terminal.Color, String) {
    let spinner = String(Self.frames[frame % Self.frames.count])
    switch line.news {
    case .waiting(let cause): return ("·", .yellow, "waits \(cause)")
    case .retrying(let error, let until):
      let wait = until.map { "again in \(($0 - now).glance): " } ?? "again: "
      return ("↻", .yellow, wait + error)
    case .progressed(let progress): return (spinner, .cyan, progress)
    case .started, .wrote, .completed, .failed, .skipped, .cancelled, .inDoubt:
      return (spinner, .cyan, line.text)
    }
  }

  private func lastLine(of line: Line, _ change: StepChange) -> String {
    let columns = terminal.size.columns
    let label = Cells(line.label).clipped(to: 32)
    let time = (change.at - line.start).glance
    let (mark, color, note): (String, Terminal.Color, String) =
      switch change.news {
      case .failed(let error): ("✗", .red, "\(label)  \(time)  \(error)")
      case .skipped: ("–", .dim, "\(label)  skipped")
      case .cancelled: ("–", .dim, "\(label)  \(time)  cancelled")
      case .inDoubt: ("?", .yellow, "\(label)  in doubt; stepwell call step/resolve decides")
      case .started, .wrote, .progressed, .waiting, .retrying, .completed:
        ("✓", .green, "\(label)  \(time)")
      }
    return terminal.paint(mark, color) + " " + Cells(note).clipped(to: columns - 3)
  }
}
