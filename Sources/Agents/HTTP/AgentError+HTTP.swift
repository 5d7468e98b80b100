import HTTP
import JSON
import Time

extension AgentError {
  /// Why no whole answer came.
  init(_ error: HTTPError) {
    switch error.kind {
    case .resolve, .connect, .tls, .other:
      self.init(type: "outage", message: error.message, isRetryable: true)
    case .timeout: self.init(type: "timeout", message: error.message, isRetryable: true)
    case .truncated: self.init(type: "truncated", message: error.message, isRetryable: true)
    case .unavailable: self.init(type: "unavailable", message: error.message, isRetryable: false)
    case .badURL: self.init(type: "badConfiguration", message: error.message, isRetryable: false)
    case .tooLarge: self.init(type: "tooLarge", message: error.message, isRetryable: false)
    case .cancelled: self = .cancelled
    }
  }

  /// What an answer means whose status is no success.
  /// - Parameter secrets: texts that the server may have repeated and that are left out.
  init(answer: HTTPResponse, now: Instant, hiding secrets: [String]) {
    let problem = ServerProblem(answer.body)
    let said = problem.message.map { ": \(hide(secrets, in: $0))" } ?? ""
    let (type, isRetryable) = Self.meaning(of: answer.status, code: problem.code)
    self.init(
      type: type, message: "the server answered \(answer.status)\(said)",
      isRetryable: problem.isRetryable ?? isRetryable,
      retryAfter: waitAsked(in: answer.headers, now: now) ?? problem.retryAfter)
  }

  /// The type of failure, and whether trying again makes sense.
  private static func meaning(of status: Int, code: String?) -> (String, isRetryable: Bool) {
    switch status {
    // The same status as "too fast", but nothing that waiting would mend.
    case 429 where code == "insufficient_quota": ("quotaExceeded", false)
    case 429: ("rateLimited", true)
    case 408: ("timeout", true)
    case 409, 425: ("outage", true)
    case 501, 505: ("unsupported", false)
    case 500...: ("outage", true)
    case 401: ("unauthorized", false)
    case 403: ("forbidden", false)
    case 404: ("notFound", false)
    case 413: ("tooLarge", false)
    case 300..<400: ("redirected", false)
    default: ("badRequest", false)
    }
  }
}

/// What a server says about a failure: `{error: {message, …}}`, `{error: text}`, `{message}`, text.
struct ServerProblem {
  var message: String?
  /// `error.code`, else `error.type`.
  var code: String?
  var isRetryable: Bool?
  var retryAfter: Duration?

  init(_ body: [UInt8]) {
    do throws(JSONSyntaxError) {
      self.init(try JSON(parsing: body))
    } catch {
      self.init(text: String(decoding: body.prefix(500), as: UTF8.self))
    }
  }

  private init(text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    // A page for people says nothing in a sentence.
    message = words.isEmpty || words.hasPrefix("<") ? nil : words
  }

  init(_ json: JSON) {
    let error = json["error"] ?? json
    message =
      error.stringValue ?? error["message"]?.stringValue ?? json["message"]?.stringValue
      ?? json["detail"]?.stringValue
    code = error["code"]?.stringValue ?? error["type"]?.stringValue
    isRetryable = error["retryable"]?.boolValue
    if let wait = error["retryAfterMs"]?.intValue, wait >= 0 { retryAfter = .milliseconds(wait) }
  }
}

/// The text without the secrets in it, the longest first: one may be part of another.
func hide(_ secrets: [String], in text: String) -> String {
  secrets.filter { !$0.isEmpty }.sorted { ($1.count, $0) < ($0.count, $1) }
    .reduce(text) { $0.replacing($1, with: "***") }
}
