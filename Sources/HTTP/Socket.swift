import CCurl
import Glibc

/// A connection that carries bytes, plain or through TLS, for protocols other than HTTP.
///
/// It blocks and belongs to one thread at a time. libcurl makes the connection (its `CONNECT_ONLY`)
/// and checks the server's certificate against the system's authorities, or those in the file that
/// the variable `SSL_CERT_FILE` names.
public final class Socket {
  private let easy: UnsafeMutableRawPointer
  private let library: CurlLibrary
  private let authority: String
  private var descriptor: Int32 = -1

  /// Connects.
  /// - Parameters:
  ///   - host: a name or an address, IPv6 without brackets.
  ///   - timeout: how long it may take, name lookup and TLS included.
  /// - Throws: `HTTPError` that names the place.
  public init(
    host: String, port: Int, usesTLS: Bool, timeout: Duration
  ) throws(HTTPError) {
    library = try CurlLibrary.load(CurlLibrary.names)
    let place = host.contains(":") ? "[\(host)]" : host
    authority = "\(place):\(port)"
    guard let easy = library.functions.pointee.easy_init() else {
      throw HTTPError(.other, "libcurl has no memory left")
    }
    self.easy = easy
    try configure(usesTLS: usesTLS, timeout: timeout)
    try check(library.functions.pointee.easy_perform(easy))
    try check(ccurl_get_socket(library.functions, easy, &descriptor))
  }

  deinit { library.functions.pointee.easy_cleanup(easy) }

  /// Sends the bytes and hands over whatever comes, until `take` says that it was all.
  ///
  /// Both directions are served at once, so that neither side waits for the other to read.
  /// - Throws: `HTTPError`; of kind `timeout` at the deadline.
  public func exchange(
    _ bytes: [UInt8], until deadline: ContinuousClock.Instant,
    take: (UnsafeRawBufferPointer) throws(HTTPError) -> Bool
  ) throws(HTTPError) {
    var sent = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      sent += try send(bytes[sent...])
      while let count = try receive(into: &buffer) {
        var outcome: Result<Bool, HTTPError> = .success(false)
        buffer.withUnsafeBytes { all in
          do throws(HTTPError) {
            outcome = .success(try take(UnsafeRawBufferPointer(rebasing: all[..<count])))
          } catch {
            outcome = .failure(error)
          }
        }
        if try outcome.get() { return }
      }
      try wait(toSend: sent < bytes.count, until: deadline)
    }
  }

  /// How many of the bytes the connection took, perhaps none.
  private func send(_ bytes: ArraySlice<UInt8>) throws(HTTPError) -> Int {
    guard !bytes.isEmpty else { return 0 }
    var count = 0
    let code = bytes.withUnsafeBytes {
      library.functions.pointee.easy_send(easy, $0.baseAddress, $0.count, &count)
    }
    if code != Int32(CCURL_AGAIN.rawValue) { try check(code) }
    return count
  }

  /// How many bytes came; nil while there are none.
  private func receive(into buffer: inout [UInt8]) throws(HTTPError) -> Int? {
    var count = 0
    let code = buffer.withUnsafeMutableBytes {
      library.functions.pointee.easy_recv(easy, $0.baseAddress, $0.count, &count)
    }
    if code == Int32(CCURL_AGAIN.rawValue) { return nil }
    try check(code)
    guard count > 0 else {
      throw HTTPError(.truncated, "\(authority) broke the connection off")
    }
    return count
  }

  private func wait(
    toSend: Bool, until deadline: ContinuousClock.Instant
  ) throws(HTTPError) {
    let left = deadline - ContinuousClock.now
    var watched = pollfd(
      fd: descriptor, events: Int16(POLLIN | (toSend ? POLLOUT : 0)), revents: 0)
    let milliseconds = Int32(max(0, min(left / .milliseconds(1), 3_600_000)).rounded(.up))
    guard left > .zero, poll(&watched, 1, milliseconds) != 0 else {
      throw HTTPError(.timeout, "\(authority) took too long to answer")
    }
  }

  // MARK: - Options

  private func configure(usesTLS: Bool, timeout: Duration) throws(HTTPError) {
    try set(CCURL_NOSIGNAL, 1)
    // The scheme says only whether TLS is spoken: no HTTP follows.
    try set(CCURL_URL, "\(usesTLS ? "https" : "http")://\(authority)")
    try set(CCURL_PROXY, "")
    try set(CCURL_CONNECT_ONLY, 1)
    try set(CCURL_SSL_ENABLE_ALPN, 0)
    try set(CCURL_CONNECTTIMEOUT_MS, Int(max(1, timeout / .milliseconds(1)).rounded(.up)))
    try set(CCURL_TCP_KEEPALIVE, 1)
    if let file = certificateFile() { try set(CCURL_CAINFO, file) }
  }

  private func set(_ option: ccurl_option, _ value: Int) throws(HTTPError) {
    try check(ccurl_set_long(library.functions, easy, Int32(option.rawValue), value))
  }

  private func set(_ option: ccurl_option, _ value: String) throws(HTTPError) {
    try check(ccurl_set_text(library.functions, easy, Int32(option.rawValue), value))
  }

  private func check(_ code: Int32) throws(HTTPError) {
    guard code == 0 else {
      throw HTTPError(curlCode: code, reason: library.text(of: code), from: authority)
    }
  }
}

/// The file of certificate authorities to trust instead of the system's, where somebody named one.
func certificateFile() -> String? {
  guard let text = getenv("SSL_CERT_FILE"), text.pointee != 0 else { return nil }
  return String(cString: text)
}
