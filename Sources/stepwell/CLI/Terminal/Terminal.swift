import Glibc

/// What an output of the program leads to.
struct Terminal: Sendable {
  static let output = Terminal(1)
  static let error = Terminal(2)

  private let descriptor: Int32
  /// Whether somebody looks at it whose cursor can be moved.
  let isTerminal: Bool
  /// Whether colours are welcome: a terminal, and nobody set `NO_COLOR` (no-color.org).
  let hasColors: Bool

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    isTerminal = isatty(descriptor) == 1 && !isDumb
    let isPlain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    hasColors = isTerminal && !isPlain
  }

  /// Columns and rows as they are now; 80 × 24 where nobody knows.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, 24) }
    return (Int(size.ws_col), max(Int(size.ws_row), 2))
  }

  /// The text in a colour, where colours are welcome.
  func paint(_ text: String, _ color: Color) -> String {
    hasColors ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Select Graphic Rendition codes of ECMA-48.
  enum Color: Int {
    case bold = 1
    case dim = 2
    case red = 31
    case green = 32
    case yellow = 33
    case cyan = 36
  }
}
