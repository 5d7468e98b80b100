/// A server's whole answer.
public struct HTTPResponse: Sendable, Equatable {
  /// The status code, 100…599.
  public var status: Int
  public var headers: [HTTPHeader]
  public var body: [UInt8]

  public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// What stands before the body of an answer.
struct ResponseHead: Sendable {
  var status = 0
  var headers: [HTTPHeader] = []

  /// Takes one line as it came from the server; a status line starts a new head.
  mutating func take(line: some Collection<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      let code = text.split(separator: " ").dropFirst().first
      self = ResponseHead(status: code.flatMap { Int($0) } ?? 0)
    } else if let colon = text.firstIndex(of: ":") {
      headers.append(
        HTTPHeader(
          text[..<colon].trimmingSpaces, text[text.index(after: colon)...].trimmingSpaces))
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    var rest = self[...]
    while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
