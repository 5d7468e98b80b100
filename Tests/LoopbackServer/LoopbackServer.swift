import Glibc
import Synchronization

/// A tiny HTTP/1.1 server on loopback that answers by script, for tests.
///
/// The replies are given out in order, over all connections; after the last one it answers 500.
public final class LoopbackServer: Sendable {
  private struct State {
    var replies: ArraySlice<Reply>
    var requests: [ReceivedRequest] = []
    var connections = 0
  }

  public let port: UInt16
  private let listener: Int32
  private let state: Mutex<State>

  public init(_ replies: [Reply]) {
    state = Mutex(State(replies: replies[...]))
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    port = listenOnLoopback(listener)
    startThread { [listener, weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, let self else {
          if connection >= 0 { close(connection) }
          break
        }
        self.state.withLock { $0.connections += 1 }
        startThread { self.serve(connection) }
      }
      close(listener)
    }
  }

  deinit {
    // The thread closes it: here its number could be given to another before the thread looks.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  public var url: String { "http://127.0.0.1:\(port)" }
  public var requests: [ReceivedRequest] { state.withLock { $0.requests } }
  /// The number of connections taken so far.
  public var connections: Int { state.withLock { $0.connections } }

  private func serve(_ connection: Int32) {
    var reader = RequestReader(connection: connection)
    while let request = reader.next() {
      let reply = state.withLock { state in
        state.requests.append(request)
        return state.replies.popFirst()
      }
      guard perform(reply ?? .status(500, body: "no reply left"), on: connection) else { return }
    }
    close(connection)
  }

  /// Carries a reply out; false when the connection is gone.
  private func perform(_ reply: Reply, on connection: Int32) -> Bool {
    for step in reply.steps {
      switch step {
      case .send(let bytes):
        guard sendAll(bytes, to: connection) else { return ended(connection) }
      case .wait(let gate): gate.wait()
      case .open(let gate): gate.open()
      case .awaitClose(let gate):
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
        gate.open()
        return ended(connection)
      case .close: return ended(connection)
      case .reset:
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
          connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        return ended(connection)
      }
    }
    return true
  }

  private func ended(_ connection: Int32) -> Bool {
    close(connection)
    return false
  }
}

/// Binds a socket to a free port of 127.0.0.1.
private func listenOnLoopback(_ listener: Int32) -> UInt16 {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  return withUnsafeMutableBytes(of: &address) { bytes in
    let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
    guard let pointer, bind(listener, pointer, size) == 0, listen(listener, 128) == 0,
      getsockname(listener, pointer, &size) == 0
    else { preconditionFailure("no port on loopback: \(errno)") }
    return bytes.load(fromByteOffset: 2, as: UInt16.self).bigEndian
  }
}

private func sendAll(_ bytes: [UInt8], to connection: Int32) -> Bool {
  var sent = 0
  while sent < bytes.count {
    let count = bytes[sent...].withUnsafeBytes {
      send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
    guard count > 0 else { return false }
    sent += count
  }
  return true
}
