/// What the server does after it has read a request.
public struct Reply: Sendable {
  public enum Step: Sendable {
    case send([UInt8])
    /// Waits until the test opens the gate.
    case wait(Gate)
    /// Tells the test that the server is here.
    case open(Gate)
    /// Waits until the client goes away, then opens the gate.
    case awaitClose(Gate)
    /// Closes the connection.
    case close
    /// Breaks the connection off, without a goodbye.
    case reset
  }

  public var steps: [Step]

  public init(_ steps: Step...) { self.steps = steps }

  /// A whole answer with a length.
  public static func status(
    _ status: Int, _ headers: [String: String] = [:], body: String = ""
  ) -> Reply {
    let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
    return Reply(
      .text(
        "HTTP/1.1 \(status) Because\r\nContent-Length: \(body.utf8.count)\r\n"
          + "\(lines.joined())\r\n\(body)"))
  }
}

extension Reply.Step {
  public static func text(_ text: String) -> Self { .send(Array(text.utf8)) }

  /// The head of an answer whose body comes in chunks.
  public static let chunkedHead = Self.text(
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")

  public static func chunk(_ text: String) -> Self {
    .text("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n")
  }

  public static let lastChunk = Self.text("0\r\n\r\n")
}
