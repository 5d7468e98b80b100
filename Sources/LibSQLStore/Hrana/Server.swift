import HTTP
import JSON
import Store
import Synchronization

/// A server that speaks Hrana over HTTP, and how to reach it.
///
/// Source: "Hrana over HTTP" in docs/HRANA_3_SPEC.md of tursodatabase/libsql and
/// serverless/PROTOCOL.md of tursodatabase/turso. Every request opens a stream of its own and closes
/// it, so that nothing depends on a connection.
final class Server: Sendable {
  /// `http://` or `https://`, host, port and path, without a slash at the end and without secrets.
  let url: String
  /// How long one exchange may take. A server ends transactions after 5 s.
  private static let exchange = Duration.seconds(10)
  private static let connecting = Duration.seconds(5)
  private static let largestAnswer = 256 << 20

  private let token: String?
  private let client = HTTPClient()
  private let version = Mutex(3)
  private let requests = Mutex(0)

  init(url: String, token: String?) {
    self.url = url
    self.token = token
  }

  /// Requests sent so far.
  var requestCount: Int { requests.withLock { $0 } }

  /// Sends a batch once.
  func send(
    _ batch: Batch, within limit: Duration
  ) async throws(ServerFailure) -> [StepAnswer] {
    let response = try await send(
      ["type": "batch", "batch": ["steps": batch.json]], within: limit)
    guard let steps = [StepAnswer](batch: response["result"]), steps.count == batch.steps.count
    else { throw .final(words.noHrana) }
    return steps
  }

  /// Runs statements separated by semicolons, up to the first that fails.
  func run(script: String, within limit: Duration) async throws(ServerFailure) {
    _ = try await send(["type": "sequence", "sql": .string(script)], within: limit)
  }

  var words: ServerWords { ServerWords(url: url) }

  private func send(
    _ request: JSON, within limit: Duration
  ) async throws(ServerFailure) -> JSON {
    let body: JSON = ["baton": .null, "requests": [request, ["type": "close"]]]
    let answer = try await post(body.bytes, within: limit)
    guard let result = answer["results"]?[0] else { throw .final(words.noHrana) }
    if let error = result["error"], !error.isNull {
      throw words.failure(StatementFailure(error))
    }
    guard let response = result["response"] else { throw .final(words.noHrana) }
    return response
  }

  /// The answer to a pipeline; a server that knows only version 2 is asked so from then on.
  private func post(_ body: [UInt8], within limit: Duration) async throws(ServerFailure) -> JSON {
    let current = version.withLock { $0 }
    let response = try await exchange(body, version: current, within: limit)
    if response.status == 404, current == 3 {
      let second = try await exchange(body, version: 2, within: limit)
      if second.status != 404 { version.withLock { $0 = 2 } }
      return try parse(second)
    }
    return try parse(response)
  }

  private func exchange(
    _ body: [UInt8], version: Int, within limit: Duration
  ) async throws(ServerFailure) -> HTTPResponse {
    var headers = [HTTPHeader("Content-Type", "application/json")]
    if let token { headers.append(HTTPHeader("Authorization", "Bearer \(token)")) }
    let request = HTTPRequest(
      method: "POST", url: "\(url)/v\(version)/pipeline", headers: headers, body: body,
      connectTimeout: min(limit, Self.connecting), timeout: min(limit, Self.exchange),
      maxResponseBytes: Self.largestAnswer)
    requests.withLock { $0 += 1 }
    do throws(HTTPError) {
      return try await client.send(request)
    } catch {
      throw words.failure(error)
    }
  }

  private func parse(_ response: HTTPResponse) throws(ServerFailure) -> JSON {
    guard response.status == 200 else { throw words.failure(response) }
    do {
      return try JSON(parsing: response.body)
    } catch {
      throw .final(words.noHrana)
    }
  }
}

/// Why a server did not do what it was asked.
enum ServerFailure: Error {
  /// It could not be reached, or no answer came: asking again may help. Nothing is known of what was
  /// asked.
  case passing(StoreError)
  /// The answer is larger than the server sends: ask for less.
  case tooLarge(StoreError)
  /// Someone has to mend something first.
  case final(StoreError)

  var error: StoreError {
    switch self {
    case .passing(let error), .tooLarge(let error), .final(let error): error
    }
  }
}
