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
  private let listener: Listener
  private let state: Mutex<State>

  public init(_ replies: [Reply]) {
    state = Mutex(State(replies: replies[...]))
    listener = Listener()
    port = listener.port
    startThread { [listener, weak self] in
      while let connection = listener.accept() {
        guard let self else {
          close(connection)
          return
        }
        self.state.withLock { $0.connections += 1 }
        startThread { self.serve(connection) }
      }
    }
  }

  deinit { listener.stop() }

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
