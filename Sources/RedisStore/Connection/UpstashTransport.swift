import HTTP
import JSON
import Store
import Synchronization

/// Speaks the REST interface of Upstash (https://upstash.com/docs/redis/features/restapi).
///
/// A command is a JSON array sent to `/`, several go to `/pipeline`. One request is on its way at a
/// time, and whatever comes up meanwhile shares the next. Each answer carries a token that
/// says which writes it knows of; it is sent along, so that no replica answers from before them.
final class UpstashTransport: Transport {
  /// Requests are cut at this size; Upstash takes 1 MB to 10 MB, after the plan.
  private static let largestRequest = 900_000

  private let url: String
  private let token: String?
  private let place: String
  private let timeout: Duration
  private let client = HTTPClient()
  private let state = Mutex(State())

  private struct State {
    var waiting: [Request] = []
    var isSending = false
    var syncToken: String?
    var isClosed = false
  }

  init(url: String, token: String?, place: String, timeout: Duration) {
    self.url = url
    self.token = token
    self.place = place
    self.timeout = timeout
  }

  func close() async { state.withLock { $0.isClosed = true } }

  func send(_ commands: [Command]) async throws(Trouble) -> [Reply] {
    let result: Result<[Reply], Trouble> = await withCheckedContinuation { reply in
      let isFirst = state.withLock { state in
        state.waiting.append(Request(commands: commands, reply: reply))
        defer { state.isSending = true }
        return !state.isSending
      }
      if isFirst { Task { await self.sendAll() } }
    }
    return try result.get()
  }

  private func sendAll() async {
    while let requests = takeWaiting() {
      do throws(Trouble) {
        requests.settle(.success(try await exchange(requests.flatMap(\.commands))))
      } catch {
        requests.settle(.failure(error))
      }
    }
  }

  /// What waits; nil, and the end of sending, when that is nothing.
  private func takeWaiting() -> [Request]? {
    state.withLock { state in
      state.isSending = !state.waiting.isEmpty
      defer { state.waiting = [] }
      return state.isSending ? state.waiting : nil
    }
  }

  private func exchange(_ commands: [Command]) async throws(Trouble) -> [Reply] {
    var replies: [Reply] = []
    for part in parts(of: commands.map(\.json)) {
      let answer = try await post(
        part.count == 1 ? part[0] : "[" + part.joined(separator: ",") + "]",
        to: part.count == 1 ? "/" : "/pipeline")
      let answers = part.count == 1 ? [answer] : answer.arrayValue ?? []
      guard answers.count == part.count else { throw notUpstash }
      for answer in answers { replies.append(try reply(answer)) }
    }
    return replies
  }

  /// The commands in parts that are no larger than a request may be, as far as possible.
  private func parts(of commands: [String]) -> [[String]] {
    var parts: [[String]] = []
    var size = Int.max
    for command in commands {
      if size > Self.largestRequest - command.utf8.count {
        parts.append([])
        size = 0
      }
      parts[parts.count - 1].append(command)
      size += command.utf8.count
    }
    return parts
  }

  private func post(_ body: String, to path: String) async throws(Trouble) -> JSON {
    let (sync, isClosed) = state.withLock { ($0.syncToken, $0.isClosed) }
    guard !isClosed else { throw .closed }
    var headers = [HTTPHeader("content-type", "application/json")]
    if let token { headers.append(HTTPHeader("authorization", "Bearer \(token)")) }
    if let sync { headers.append(HTTPHeader("upstash-sync-token", sync)) }
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await client.send(
        HTTPRequest(
          method: "POST", url: url + path, headers: headers, body: Array(body.utf8),
          connectTimeout: timeout, timeout: timeout, maxResponseBytes: 512 << 20))
    } catch {
      throw Trouble(error, place: place)
    }
    if let token = response.headers["upstash-sync-token"] {
      state.withLock { $0.syncToken = token }
    }
    return try value(of: response)
  }

  private func value(of response: HTTPResponse) throws(Trouble) -> JSON {
    switch response.status {
    case 401, 403:
      throw Trouble(
        .misconfigured,
        "\(place) does not take this token; set UPSTASH_REDIS_REST_TOKEN or STEPWELL_STORE_TOKEN")
    case 429, 500...599:
      throw Trouble(
        .unavailable, "\(place) answered with status \(response.status); it may be over its limits",
        isPassing: true)
    default: break
    }
    do throws(JSONSyntaxError) {
      return try JSON(parsing: response.body)
    } catch {
      throw notUpstash
    }
  }

  private func reply(_ answer: JSON) throws(Trouble) -> Reply {
    if let error = answer["error"]?.stringValue { return .failure(error) }
    guard let result = answer["result"] else { throw notUpstash }
    return Reply(result)
  }

  private var notUpstash: Trouble {
    Trouble(.misconfigured, "what answers at \(place) is not Upstash's REST interface")
  }
}

extension Command {
  fileprivate var json: String { JSON.array(map(JSON.string)).text }
}

extension Reply {
  fileprivate init(_ json: JSON) {
    switch json {
    case .null, .bool: self = .nothing
    case .int(let number): self = .integer(number)
    case .double, .number: self = .text(json.text)
    case .string(let text): self = .text(text)
    case .array(let elements): self = .list(elements.map(Reply.init))
    case .object: self = .text(json.text)
    }
  }
}
