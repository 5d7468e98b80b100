import HTTP
import Store

/// One connection to a Redis, logged in and with its database chosen.
final class RESPConnection {
  private let socket: Socket
  private let place: String
  private var parser = ReplyParser()

  init(to server: RedisAddress, timeout: Duration) throws(Trouble) {
    place = server.place
    do throws(HTTPError) {
      socket = try Socket(
        host: server.host, port: server.port, usesTLS: server.usesTLS, timeout: timeout)
    } catch {
      throw Trouble(error, place: server.place)
    }
    var greeting: [Command] = []
    if let password = server.password {
      greeting.append(["AUTH"] + [server.user, password].compactMap { $0 })
    }
    if server.database != 0 { greeting.append(["SELECT", String(server.database)]) }
    guard !greeting.isEmpty else { return }
    for case .failure(let text) in try exchange(greeting, timeout: timeout) {
      throw Self.refusal(text, server)
    }
  }

  /// Sends commands and waits for as many replies.
  func exchange(_ commands: [Command], timeout: Duration) throws(Trouble) -> [Reply] {
    var replies: [Reply] = []
    var isMalformed = false
    do throws(HTTPError) {
      try socket.exchange(commands.bytes, until: .now + timeout) { bytes in
        parser.append(bytes)
        do throws(ReplyParser.Malformed) {
          while replies.count < commands.count, let reply = try parser.next() {
            replies.append(reply)
          }
        } catch {
          isMalformed = true
        }
        return isMalformed || replies.count == commands.count
      }
    } catch {
      throw Trouble(error, place: place)
    }
    guard !isMalformed else {
      throw Trouble(.misconfigured, "what answers at \(place) is not a Redis server")
    }
    return replies
  }

  private static func refusal(_ text: String, _ server: RedisAddress) -> Trouble {
    if text.contains("DB index") {
      return Trouble(.misconfigured, "\(server.place): there is no database of that number")
    }
    if text.contains("no password is set") || text.contains("without any password") {
      return Trouble(
        .misconfigured,
        "\(server.place) has no password; leave it out of the URL, and out of "
          + "STEPWELL_STORE_TOKEN")
    }
    return Trouble(reply: text, from: server.place)
  }
}

/// Where a Redis is and how to log in.
struct RedisAddress: Sendable {
  var host: String
  var port: Int
  var usesTLS: Bool
  var user: String?
  var password: String?
  var database: Int
  /// For people: without secrets.
  var place: String
}

extension Trouble {
  /// What a connection that broke or never came about means for a store.
  init(_ error: HTTPError, place: String) {
    switch error.kind {
    case .connect, .timeout, .truncated:
      self.init(
        .unavailable, "the Redis server \(place) cannot be reached: \(error.message)",
        isPassing: true)
    case .cancelled:
      self.init(.unavailable, "the request to \(place) was cancelled")
    case .resolve, .unavailable, .badURL, .tls, .tooLarge, .other:
      self.init(.misconfigured, "the Redis server \(place) cannot be used: \(error.message)")
    }
  }
}
