/// What an examination found, in the order of how bad it is.
struct Finding {
  enum Gravity: Int, Comparable {
    case well, notice, broken

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  let gravity: Gravity
  /// What was looked at and what came of it, with what to mend.
  let text: String

  init(_ gravity: Gravity, _ text: String) {
    self.gravity = gravity
    self.text = text
  }

  /// The finding as a line for a person.
  func line(_ terminal: Terminal) -> String {
    let (mark, color): (String, Terminal.Color) =
      switch gravity {
      case .well: ("✓", .green)
      case .notice: ("!", .yellow)
      case .broken: ("✗", .red)
      }
    return "  \(terminal.paint(mark, color)) \(Cells(text).text)"
  }
}
