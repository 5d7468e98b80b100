extension FrameDecoder {
  /// The headers before a message, once the blank line after them is here.
  mutating func header() -> Step {
    // Some writers end their messages with a line end of their own.
    while start < buffer.count, FrameDecoder.isBlank(buffer[start]) { start += 1 }
    var headers = Headers()
    var place = start
    scanned = start
    while let end = endOfLine() {
      let line = FrameDecoder.trimmed(buffer[place..<end])
      place = end + 1
      scanned = place
      guard place - start <= maxHeaderBytes else { return tooLong() }
      if line.isEmpty { return begin(headers.length, bodyAt: place) }
      if let problem = headers.take(line) { return malformed(problem) }
    }
    guard buffer.count - start <= maxHeaderBytes else { return tooLong() }
    guard hasEnded, start < buffer.count else { return .starved }
    return malformed("the input ended within headers")
  }

  private mutating func begin(_ length: Int?, bodyAt place: Int) -> Step {
    guard let length else { return malformed("headers without Content-Length") }
    take(through: place - 1)
    phase =
      length <= maxMessageBytes
      ? .body(length) : .skippedBody(Outline(), remaining: length, size: length)
    return .again
  }

  /// The message itself, once all of it is here.
  mutating func body(_ length: Int) -> Step {
    guard buffer.count - start >= length else {
      guard hasEnded else { return .starved }
      let missing = length - (buffer.count - start)
      take(through: buffer.count - 1)
      phase = .header
      return .frame(.malformed("the input ended \(missing) bytes before the end of a message"))
    }
    let message = buffer[start..<start + length]
    take(through: start + length - 1)
    phase = .header
    return .frame(.message(message))
  }

  /// Passes over the rest of a message that is too long.
  mutating func skipBody(_ outline: Outline, _ remaining: Int, _ size: Int) -> Step {
    let piece = buffer[start...].prefix(remaining)
    var outline = outline
    outline.feed(piece)
    let remaining = remaining - piece.count
    take(through: piece.endIndex - 1)
    guard remaining == 0 || hasEnded else {
      phase = .skippedBody(outline, remaining: remaining, size: size)
      return .starved
    }
    phase = .header
    return .frame(.oversize(size: size, outline: outline))
  }

  private mutating func tooLong() -> Step {
    malformed("headers longer than \(maxHeaderBytes) bytes")
  }

  private mutating func malformed(_ reason: String) -> Step {
    phase = .resynchronizing
    return .frame(.malformed(reason))
  }

  /// Passes over everything up to the next `Content-Length:`.
  ///
  /// The headers that were refused begin at `start`: their own is passed over with the first byte.
  mutating func resynchronize() -> Step {
    let wanted = Array("content-length:".utf8)
    var place = start + 1
    while place + wanted.count <= buffer.count {
      if matches(wanted, at: place) {
        take(through: place - 1)
        phase = .header
        return .again
      }
      place += 1
    }
    let kept = hasEnded ? 0 : min(wanted.count, buffer.count - start)
    take(through: buffer.count - kept - 1)
    return .starved
  }

  private func matches(_ wanted: [UInt8], at place: Int) -> Bool {
    for (offset, byte) in wanted.enumerated() where buffer[place + offset] | 0x20 != byte {
      return false
    }
    return true
  }

  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let last = text.last, isBlank(last) { text.removeLast() }
    while let first = text.first, isBlank(first) { text.removeFirst() }
    return text
  }
}

/// The headers of one message as far as they were read.
private struct Headers {
  /// Bytes of the message, once its header was seen.
  private(set) var length: Int?

  /// Takes one line without its end; the answer is what is wrong with it.
  mutating func take(_ line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(Headers.isNameByte)
    else { return "a header must be `Name: value`" }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    guard name == "content-length" else { return nil }
    let value = FrameDecoder.trimmed(line[(colon + 1)...])
    guard !value.isEmpty, value.count <= 18, value.allSatisfy({ (0x30...0x39).contains($0) })
    else { return "Content-Length must be a number of bytes" }
    let length = value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard self.length == nil || self.length == length else { return "two different Content-Length" }
    self.length = length
    return nil
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    FrameDecoder.isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }
}
