import Glibc

/// A request as it came over the wire.
public struct ReceivedRequest: Sendable {
  public var method: String
  /// Path and query.
  public var target: String
  /// By name in lower case.
  public var headers: [String: String]
  public var body: String
}

/// Reads the requests of one connection.
struct RequestReader {
  let connection: Int32
  private var unread: [UInt8] = []

  init(connection: Int32) { self.connection = connection }

  /// The next request, or nil when the client has gone.
  mutating func next() -> ReceivedRequest? {
    let end = Array("\r\n\r\n".utf8)
    while unread.firstRange(of: end) == nil {
      // A TLS handshake is no request; hanging up tells the client so.
      guard readMore(), unread.first != 0x16 else { return nil }
    }
    guard let split = unread.firstRange(of: end) else { return nil }
    let head = String(decoding: unread[..<split.lowerBound], as: UTF8.self)
    unread.removeSubrange(..<split.upperBound)
    let lines = head.split(separator: "\r\n")
    let words = lines[0].split(separator: " ")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while unread.count < length { guard readMore() else { return nil } }
    let body = String(decoding: unread.prefix(length), as: UTF8.self)
    unread.removeFirst(length)
    return ReceivedRequest(
      method: String(words[0]), target: String(words[1]), headers: headers, body: body)
  }

  private mutating func readMore() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &buffer, buffer.count, 0)
    if count > 0 { unread += buffer.prefix(count) }
    return count > 0
  }
}
