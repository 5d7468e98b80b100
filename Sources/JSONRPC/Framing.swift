/// How messages are told apart in a stream of bytes.
public enum Framing: String, Sendable, Hashable, CaseIterable {
  /// The first byte of the peer decides between the other two.
  case auto
  /// One message a line, ended by LF.
  case lines
  /// `Content-Length` headers before each message, as in the Language Server Protocol.
  case headers

  /// Appends one message as it goes over the wire; `auto` is written as lines.
  public func write(_ message: [UInt8], to output: inout [UInt8]) {
    switch self {
    case .auto, .lines:
      output.append(contentsOf: message)
      output.append(0x0A)
    case .headers:
      output.append(contentsOf: "Content-Length: \(message.count)\r\n\r\n".utf8)
      output.append(contentsOf: message)
    }
  }
}

/// What a stream of bytes is cut into.
public enum Frame: Sendable, Hashable {
  /// The bytes of one message, not yet parsed.
  case message(ArraySlice<UInt8>)
  /// A message of `size` bytes, more than allowed, that was skipped; `outline` says what it was.
  case oversize(size: Int, outline: Outline)
  /// Bytes that are no frame, and why; the stream goes on at the next recognizable message.
  case malformed(String)
}
