/// How wide a text is on a terminal, and how it is made to fit.
///
/// Texts come from agents and files: control and direction-changing characters are taken out, so
/// that none can steer the terminal.
struct Cells {
  /// The text on one line, without what a terminal would obey.
  let text: String
  /// How many cells it takes.
  let width: Int

  init(_ raw: some StringProtocol) {
    var text = String.UnicodeScalarView()
    for scalar in raw.unicodeScalars { text.append(Self.isHarmless(scalar) ? scalar : " ") }
    self.text = String(text)
    width = text.reduce(0) { $0 + Self.width(of: $1) }
  }

  /// The beginning in at most so many cells; an ellipsis tells that something was cut.
  func clipped(to limit: Int) -> String {
    guard width > limit else { return text }
    return Self.prefix(of: text.unicodeScalars, in: limit - 1) + "…"
  }

  /// The end in at most so many cells.
  func tail(_ limit: Int) -> String {
    guard width > limit else { return text }
    let end = Self.prefix(of: text.unicodeScalars.reversed(), in: limit - 1)
    return "…" + String(String.UnicodeScalarView(end.unicodeScalars.reversed()))
  }

  /// The text with spaces up to the width.
  func padded(to limit: Int) -> String {
    clipped(to: limit) + String(repeating: " ", count: max(0, limit - width))
  }

  private static func prefix(of scalars: some Sequence<Unicode.Scalar>, in limit: Int) -> String {
    var output = String.UnicodeScalarView()
    var used = 0
    for scalar in scalars {
      used += width(of: scalar)
      guard used <= limit else { break }
      output.append(scalar)
    }
    return String(output)
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }

  /// The cells of a scalar, by the wide ranges of Unicode's East Asian Width (UAX #11).
  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: 0
      default: 1
      }
    }
  }
}
