extension SourceText {
  /// The line of a place with a caret under it, ready for a terminal.
  ///
  /// Two lines without a line feed at the end. Long lines are cut around the place; control and
  /// direction-changing characters are shown as `·`, so that a file cannot steer the terminal.
  public func excerpt(at position: SourcePosition) -> String {
    let scalars = Array(String(decoding: line(position.line - 1), as: UTF8.self).unicodeScalars)
    let column = min(max(position.column - 1, 0), scalars.count)
    let start = column > 72 ? column - 60 : 0
    let end = min(scalars.count, start + 96)

    var shown = start > 0 ? "…" : ""
    var padding = start > 0 ? " " : ""
    for (index, scalar) in scalars[start..<end].enumerated() {
      shown.unicodeScalars.append(isHarmless(scalar) ? scalar : "·")
      if start + index < column { padding += blank(below: scalar) }
    }
    if end < scalars.count { shown += "…" }

    let number = String(position.line)
    let margin = String(repeating: " ", count: number.count)
    return "  \(number) | \(shown)\n  \(margin) | \(padding)^"
  }

  private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar == "\t"
    case .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }

  /// As much white space as a terminal gives the scalar: wide ones take two cells, marks none.
  private func blank(below scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: return "\t"
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return "  "
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return ""
      default: return " "
      }
    }
  }
}
