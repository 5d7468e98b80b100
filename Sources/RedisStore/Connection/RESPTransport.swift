import CPlatform
import HTTP
import Store

/// Speaks Redis' own protocol over one connection, on a thread of its own.
///
/// Whatever waits goes out together: commits of several workflows and reads share a round trip, and
/// with `appendfsync always` one write to the disk. A connection that was lost is made again for the
/// next commands.
final class RESPTransport: Transport {
  private let queue = Queue<Request>()
  private let server: RedisAddress
  private let timeout: Duration

  /// - Parameter timeout: how long the server may take to answer what went out together.
  init(_ server: RedisAddress, timeout: Duration) throws(Trouble) {
    self.server = server
    self.timeout = timeout
    let worker = Unmanaged.passRetained(Worker(server: server, queue: queue, timeout: timeout))
    let code = child_start_thread(
      { context in
        guard let context else { return }
        Unmanaged<Worker>.fromOpaque(context).takeRetainedValue().run()
      }, worker.toOpaque())
    guard code != 0 else { return }
    worker.release()
    throw Trouble(.unavailable, "there is no thread left for \(server.place); end something")
  }

  deinit { queue.close() }

  func send(_ commands: [Command]) async throws(Trouble) -> [Reply] {
    let result: Result<[Reply], Trouble> = await withCheckedContinuation { reply in
      if !queue.put(Request(commands: commands, reply: reply)) {
        reply.resume(returning: .failure(.closed))
      }
    }
    return try result.get()
  }

  func close() async { queue.close() }

  /// The thread's side.
  private final class Worker {
    private let server: RedisAddress
    private let queue: Queue<Request>
    private let timeout: Duration
    private var connection: RESPConnection?

    init(server: RedisAddress, queue: Queue<Request>, timeout: Duration) {
      self.server = server
      self.queue = queue
      self.timeout = timeout
    }

    func run() {
      while let requests = queue.takeAll() {
        do throws(Trouble) {
          requests.settle(.success(try exchange(requests.flatMap(\.commands))))
        } catch {
          connection = nil
          requests.settle(.failure(error))
        }
      }
    }

    private func exchange(_ commands: [Command]) throws(Trouble) -> [Reply] {
      return try connected().exchange(commands, timeout: timeout)
    }

    private func connected() throws(Trouble) -> RESPConnection {
      if let connection { return connection }
      let new = try RESPConnection(to: server, timeout: timeout)
      connection = new
      return new
    }
  }
}

extension Trouble {
  static let closed = Trouble(.unavailable, "the store is closed; open it again")
}
