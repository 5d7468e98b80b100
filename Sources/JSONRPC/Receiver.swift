import Glibc
import JSON

/// The reading thread's side of a connection: bytes in, messages handed on in order of arrival.
struct Receiver {
  let connection: Connection
  private var decoder: FrameDecoder
  /// Empty buffers kept for their room.
  private var answer: [UInt8] = []
  private var batch: [UInt8] = []
  private var isUnlocked = false

  init(_ connection: Connection) {
    self.connection = connection
    decoder = FrameDecoder(connection.framing, limits: connection.limits)
  }

  /// Reads until the input or the connection ends, and closes the input.
  mutating func run() {
    let end = readAll()
    Glibc.close(connection.input)
    // A peer that never sent a byte gets none.
    if decoder.framing == nil { connection.writer.discard() }
    connection.openRequests.endReceiving()
    if let end { connection.end(end) }
  }

  /// Why the input ended; nil when reading was stopped.
  private mutating func readAll() -> ConnectionEnd? {
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    while waitForInput() {
      let count = Glibc.read(connection.input, chunk.baseAddress, chunk.count)
      if count > 0 {
        decoder.append(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        receiveFrames()
      } else if count == 0 {
        decoder.finish()
        receiveFrames()
        return .inputEnded
      } else if errno != EINTR, errno != EAGAIN {
        return .inputFailed(errno)
      }
    }
    return nil
  }

  /// Waits until there is something to read; false when reading is to stop.
  private func waitForInput() -> Bool {
    let stop = connection.stop
    connection.writer.waitForRoom(below: connection.limits.maxUnreadBytes) { stop.isSet }
    var sources = [
      pollfd(fd: connection.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while !stop.isSet {
      if poll(&sources, 2, -1) > 0, sources[0].revents != 0 { return true }
    }
    return false
  }

  private mutating func receiveFrames() {
    while let frame = decoder.next() {
      unlockWriter()
      receive(frame)
      waitForReader()
    }
    unlockWriter()
    flush()
  }

  /// Lets the writer begin once the peer's framing is known.
  private mutating func unlockWriter() {
    guard !isUnlocked, let framing = decoder.framing else { return }
    connection.writer.unlock(framing)
    isUnlocked = true
  }

  /// Between two messages of one piece: do not pile up answers that nobody reads.
  private mutating func waitForReader() {
    guard connection.writer.queuedBytes >= connection.limits.maxUnreadBytes else { return }
    flush()
    let stop = connection.stop
    connection.writer.waitForRoom(below: connection.limits.maxUnreadBytes) { stop.isSet }
  }

  /// Lets the answers go that were given at once.
  mutating func flush() { connection.writer.flush(with: &batch) }

  /// Answers the peer from this thread.
  mutating func reply(_ result: Result<JSON, RPCError>, to id: RequestID?) {
    answer.removeAll(keepingCapacity: answer.capacity <= 1 << 20)
    Response.write(result, id: id, to: &answer)
    connection.writer.write(answer, coalescing: true)
  }
}
