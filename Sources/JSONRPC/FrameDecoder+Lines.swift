import Glibc

extension FrameDecoder {
  /// The next line, if its end is here; lines of blanks are passed over.
  mutating func line() -> Step {
    if let end = endOfLine() {
      defer { take(through: end) }
      return lineFrame(buffer[start..<end])
    }
    scanned = buffer.count
    if hasEnded, start < buffer.count {
      defer { take(through: buffer.count - 1) }
      return lineFrame(buffer[start...])
    }
    // One more for the CR of a CRLF.
    guard buffer.count - start > maxMessageBytes + 1 else { return .starved }
    phase = .skippedLine(Outline(), size: 0)
    scanned = start
    return .again
  }

  /// Passes over the rest of a line that is too long.
  mutating func skipLine(_ outline: Outline, _ size: Int) -> Step {
    let end = endOfLine()
    let rest = buffer[start..<(end ?? buffer.count)]
    var outline = outline
    outline.feed(rest)
    let size = size + rest.count
    take(through: end ?? buffer.count - 1)
    guard end != nil || hasEnded else {
      phase = .skippedLine(outline, size: size)
      return .starved
    }
    phase = .line
    return outline.isEmpty ? .again : .frame(.oversize(size: size, outline: outline))
  }

  private mutating func lineFrame(_ line: ArraySlice<UInt8>) -> Step {
    let text = line.last == 0x0D ? line.dropLast() : line
    if text.allSatisfy(FrameDecoder.isBlank) { return .again }
    guard text.count <= maxMessageBytes else {
      phase = .line
      return .frame(.oversize(size: line.count, outline: Outline(line)))
    }
    if case .unrecognizedLine = phase {
      phase = .line
      return .frame(.malformed("a message begins with { or [, or with a header"))
    }
    return .frame(.message(text))
  }

  /// Where the line that begins at `start` ends: at byte 0x0A and nowhere else.
  func endOfLine() -> Int? {
    guard scanned < buffer.count else { return nil }
    return buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let end = memchr(base + scanned, 0x0A, bytes.count - scanned)
      else { return nil }
      return UnsafeRawPointer(end) - base
    }
  }

  mutating func take(through last: Int) {
    start = last + 1
    scanned = start
  }
}
