import Store

/// A command's name and arguments.
typealias Command = [String]

/// A way to bring commands to a Redis.
protocol Transport: Sendable {
  /// Sends the commands in one round trip, as far as their size allows it.
  /// - Returns: a reply for each, errors of single commands among them.
  /// - Throws: when nothing is known of what became of them.
  func send(_ commands: [Command]) async throws(Trouble) -> [Reply]

  /// Lets go of the connection; later commands are refused.
  func close() async
}

/// What a Redis answers (https://redis.io/docs/latest/develop/reference/protocol-spec/, RESP2).
enum Reply: Sendable, Equatable {
  case nothing
  case integer(Int64)
  case text(String)
  case list([Reply])
  /// Begins with a word in capitals such as `ERR` or `NOSCRIPT`.
  case failure(String)

  /// The elements of a list; none for anything else.
  var elements: [Reply] {
    if case .list(let elements) = self { elements } else { [] }
  }

  /// A text, or an integer's digits.
  var text: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .nothing, .list, .failure: nil
    }
  }

  var integer: Int64? {
    switch self {
    case .integer(let number): number
    case .text(let text): Int64(text)
    case .nothing, .list, .failure: nil
    }
  }
}

/// What went wrong with a server, and whether sending the same again at once may help.
struct Trouble: Error, Sendable {
  var error: StoreError
  var isPassing: Bool

  init(_ kind: StoreError.Kind, _ message: String, isPassing: Bool = false) {
    error = StoreError(kind, message)
    self.isPassing = isPassing
  }
}
