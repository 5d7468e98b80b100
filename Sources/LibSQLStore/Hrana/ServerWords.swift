import HTTP
import JSON
import Store

/// What a server's failures mean, in words for someone who knows its address but not its protocol.
/// No word of a token is in them.
struct ServerWords {
  let url: String

  var noHrana: StoreError {
    StoreError(
      .misconfigured,
      "what answers at \(url) is no libSQL server (it should speak Hrana over HTTP); check the address"
    )
  }

  func unavailable(_ what: String) -> StoreError {
    StoreError(
      .unavailable,
      "the libSQL server at \(url) cannot be used now (\(what)); what was asked waits or can be "
        + "asked again")
  }

  /// No answer came.
  func failure(_ error: HTTPError) -> ServerFailure {
    switch error.kind {
    case .resolve, .connect, .timeout, .truncated, .cancelled, .other:
      .passing(unavailable(error.message))
    case .tooLarge: .tooLarge(unavailable(error.message))
    case .unavailable, .badURL, .tls:
      .final(
        StoreError(
          .misconfigured, "the libSQL server at \(url) cannot be reached: \(error.message)"))
    }
  }

  /// It answered with a status other than 200.
  func failure(_ response: HTTPResponse) -> ServerFailure {
    let said = reason(response)
    switch response.status {
    case 401, 403:
      return .final(
        StoreError(
          .misconfigured,
          "the libSQL server at \(url) refused the token\(said); set STEPWELL_STORE_TOKEN or "
            + "TURSO_AUTH_TOKEN to one that may write"))
    case 404:
      return .final(
        StoreError(
          .misconfigured, "there is no libSQL database at \(url)\(said); check the address"))
    case 413:
      return .final(
        StoreError(.misconfigured, "a value is larger than \(url) takes\(said); store less"))
    case 408, 425, 429, 500...:
      return .passing(unavailable("status \(response.status)\(said)"))
    default:
      return .final(
        StoreError(
          .misconfigured,
          "the libSQL server at \(url) refused a request with status \(response.status)\(said)"))
    }
  }

  /// It could not run a statement.
  func failure(_ failure: StatementFailure) -> ServerFailure {
    switch failure.code {
    case "RESPONSE_TOO_LARGE": .tooLarge(unavailable(failure.message))
    case "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH", "BLOCKED", "SQL_WRITE_BLOCKED":
      .final(
        StoreError(
          .misconfigured,
          "the libSQL database at \(url) may not be written (\(failure.message)); use a token that "
            + "may write and a database that is not blocked"))
    case "SQLITE_FULL":
      .final(
        StoreError(
          .unavailable,
          "the libSQL database at \(url) is full; make room (stepwell store prune deletes what is "
            + "old) and try again"))
    case "SQLITE_CORRUPT", "SQLITE_NOTADB":
      .final(
        StoreError(
          .corrupt,
          "the libSQL database at \(url) is damaged (\(failure.message)); restore a backup"))
    case "SQLITE_TOOBIG":
      .final(
        StoreError(.misconfigured, "a value is larger than \(url) can hold; store less"))
    case "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_INTERRUPT", "SQLITE_ABORT", "SQLITE_IOERR",
      "SQLITE_NOMEM", "SQLITE_PROTOCOL", "SQLITE_SCHEMA", "TRANSACTION_TIMEOUT",
      "TRANSACTION_BUSY", "STREAM_EXPIRED", "STREAM_LOST", "STREAM_NOT_FOUND":
      .passing(unavailable(failure.message))
    default:
      .final(
        StoreError(
          .corrupt,
          "the libSQL database at \(url) is not as Stepwell left it (\(failure.message)); restore a "
            + "backup"))
    }
  }

  /// What a body says of itself, shortened; empty where it says nothing for people.
  private func reason(_ response: HTTPResponse) -> String {
    let text = String(decoding: response.body.prefix(400), as: UTF8.self)
    let said = message(in: response.body) ?? text
    let line = said.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.isEmpty ? "" : " (\(line.prefix(200)))"
  }

  private func message(in body: [UInt8]) -> String? {
    do throws(JSONSyntaxError) {
      let json = try JSON(parsing: body)
      return json["error"]?.stringValue ?? json["message"]?.stringValue
    } catch {
      return nil
    }
  }
}
