/// Cuts a stream of bytes into messages, whatever pieces the bytes come in.
///
/// Append what was read, then take frames until there is none; at the end of the stream call
/// `finish()` and take the rest. A slice taken should be let go before more is appended, so that
/// the buffer need not be copied.
public struct FrameDecoder: Sendable {
  /// `lines` or `headers` once that is known, else nil.
  public private(set) var framing: Framing?

  enum Phase {
    /// Before the first byte that is neither byte order mark nor blank.
    case opening
    case line
    /// A first line that begins with neither bracket nor letter.
    case unrecognizedLine
    case skippedLine(Outline, size: Int)
    case header
    case body(Int)
    case skippedBody(Outline, remaining: Int, size: Int)
    /// After malformed headers: looking for the next that are well-formed.
    case resynchronizing
  }

  /// What one step came to.
  enum Step {
    case frame(Frame)
    case again
    case starved
  }

  let forced: Framing
  let maxMessageBytes: Int
  let maxHeaderBytes: Int
  var phase = Phase.opening
  var buffer: [UInt8] = []
  /// Where in the buffer begins what was not taken yet.
  var start = 0
  /// Up to where in the buffer there is no end of the line.
  var scanned = 0
  var hasEnded = false
  private var passedMark = false

  public init(_ framing: Framing = .auto, limits: ConnectionLimits = ConnectionLimits()) {
    forced = framing
    maxMessageBytes = limits.maxMessageBytes
    maxHeaderBytes = limits.maxHeaderBytes
  }

  /// Takes the next bytes of the stream.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    compact()
    buffer.append(contentsOf: bytes)
  }

  /// Says that no more bytes will come.
  public mutating func finish() { hasEnded = true }

  /// The next frame, or nil until there are more bytes.
  public mutating func next() -> Frame? {
    while true {
      switch step() {
      case .frame(let frame): return frame
      case .again: continue
      case .starved: return nil
      }
    }
  }

  private mutating func step() -> Step {
    switch phase {
    case .opening: open()
    case .line, .unrecognizedLine: line()
    case .skippedLine(let outline, let size): skipLine(outline, size)
    case .header: header()
    case .body(let length): body(length)
    case .skippedBody(let outline, let remaining, let size): skipBody(outline, remaining, size)
    case .resynchronizing: resynchronize()
    }
  }

  /// Passes over a byte order mark and blanks, and lets the first byte after them decide.
  private mutating func open() -> Step {
    guard passMark() else { return .starved }
    while start < buffer.count, FrameDecoder.isBlank(buffer[start]) { start += 1 }
    guard start < buffer.count else { return .starved }
    scanned = start
    let first = buffer[start]
    switch forced {
    case .headers: return lock(.headers, .header)
    case .lines: return lock(.lines, .line)
    case .auto:
      if FrameDecoder.isLetter(first) { return lock(.headers, .header) }
      let isMessage = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      return lock(.lines, isMessage ? .line : .unrecognizedLine)
    }
  }

  private mutating func lock(_ framing: Framing, _ next: Phase) -> Step {
    self.framing = framing
    phase = next
    return .again
  }

  /// False while the bytes may yet turn out to be a byte order mark.
  private mutating func passMark() -> Bool {
    guard !passedMark else { return true }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let head = buffer[start...].prefix(mark.count)
    guard hasEnded || head.count == mark.count || !mark.starts(with: head) else { return false }
    if head.elementsEqual(mark) { start += mark.count }
    passedMark = true
    return true
  }

  /// Moves what was not taken to the front, and gives back the memory of a message that was huge.
  private mutating func compact() {
    guard start > 0 else { return }
    let rest = buffer.count - start
    if buffer.capacity > 1 << 20, rest < 1 << 16 {
      buffer = Array(buffer[start...])
    } else {
      buffer.removeSubrange(..<start)
    }
    scanned -= start
    start = 0
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
