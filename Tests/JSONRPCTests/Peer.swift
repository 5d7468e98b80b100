import CPlatform
import Glibc
import JSON
import Synchronization
import Testing

@testable import JSONRPC

/// The other side of a connection under test, over two pipes.
final class Peer: Sendable {
  let connection: Connection
  let handler: ScriptedHandler
  private let toConnection: Int32
  private let fromConnection: Int32
  private let lines = Mailbox<String>()

  /// `isReading: false` leaves everything unread until `startReading()`.
  init(
    _ handler: ScriptedHandler = ScriptedHandler(), framing: Framing = .auto,
    limits: ConnectionLimits = ConnectionLimits(), isReading: Bool = true
  ) throws {
    signal(SIGPIPE, SIG_IGN)
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    try #require(cplatform_pipe(&input, 0) == 0 && cplatform_pipe(&output, 0) == 0)
    toConnection = input[1]
    fromConnection = output[0]
    self.handler = handler
    connection = try Connection(
      input: input[0], output: output[1], framing: framing, limits: limits, handler: handler)
    connection.start()
    if isReading { startReading() }
  }

  /// Writes the text as it is.
  func send(raw text: String) { send(bytes: Array(text.utf8)) }

  /// Writes one message as a line.
  func send(_ message: JSON) { send(raw: message.text + "\n") }

  func send(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(toConnection, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends a request with an integer id.
  func ask(_ id: Int, _ method: String, _ params: JSON? = nil) {
    var message: JSON.Object = .init([("jsonrpc", "2.0"), ("id", JSON(id))])
    message["method"] = .string(method)
    message["params"] = params
    send(.object(message))
  }

  /// The next line, without its end; nil when the connection closed its output.
  func line() async -> String? { await lines.take() }

  /// The next message.
  func message() async throws -> JSON { try JSON(parsing: try #require(await line())) }

  /// Closes what the connection reads.
  func endInput() { close(toConnection) }

  /// Stops reading for good; only when reading never began.
  func closeOutput() { close(fromConnection) }

  /// Starts a thread that takes in all the connection writes.
  func startReading() {
    startThread { [self] in
      var decoder = Data()
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while case let count = read(fromConnection, &chunk, chunk.count), count > 0 {
        for line in decoder.lines(with: chunk[..<count]) { lines.put(line) }
      }
      close(fromConnection)
      lines.end()
    }
  }
}

/// The bytes of a line that has not ended.
private struct Data {
  private var rest: [UInt8] = []

  mutating func lines(with bytes: ArraySlice<UInt8>) -> [String] {
    rest += bytes
    var pieces = rest.split(separator: 0x0A, omittingEmptySubsequences: false)
    let last = pieces.removeLast()
    defer { rest = Array(last) }
    return pieces.map { String(decoding: $0, as: UTF8.self) }
  }
}
