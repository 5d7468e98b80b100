import Glibc

/// A socket that listens on a free port of 127.0.0.1; closed when nobody holds it any more.
final class Listener: Sendable {
  let port: UInt16
  private let descriptor: Int32

  init() {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    port = Self.listen(descriptor)
  }

  deinit { close(descriptor) }

  /// The next connection, or nil once the listener is stopped.
  func accept() -> Int32? {
    let connection = Glibc.accept(descriptor, nil, nil)
    return connection < 0 ? nil : connection
  }

  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func listen(_ descriptor: Int32) -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutableBytes(of: &address) { bytes in
      let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      guard let pointer, bind(descriptor, pointer, size) == 0, Glibc.listen(descriptor, 128) == 0,
        getsockname(descriptor, pointer, &size) == 0
      else { preconditionFailure("no port on loopback: \(errno)") }
      return bytes.load(fromByteOffset: 2, as: UInt16.self).bigEndian
    }
  }
}
