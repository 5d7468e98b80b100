import CSQLite
import Store

/// What SQLite answered instead of doing what it was told.
struct SQLiteFailure: Error {
  /// An extended result code, see sqlite.org/rescode.html.
  let code: Int32
  let message: String

  init(code: Int32, message: String) {
    self.code = code
    self.message = message
  }

  init(code: Int32, connection: OpaquePointer?) {
    self.code = code
    message = connection.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
  }

  /// A change names a workflow that is not there.
  static let missing = SQLiteFailure(code: SQLITE_NOTFOUND, message: "no such workflow")

  /// What becomes of the commit alone when this is no trouble of the store.
  var refusal: CommitOutcome? {
    switch code & 0xFF {
    case SQLITE_CONSTRAINT: .conflict
    case SQLITE_NOTFOUND: .notFound
    default: nil
    }
  }
}

extension SQLiteFailure {
  /// The failure in words for someone who knows the file but not SQLite.
  func storeError(at path: String) -> StoreError {
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
      StoreError(
        .unavailable,
        "another program keeps \(path) locked; let it finish or end it, then try again")
    case SQLITE_FULL:
      StoreError(.unavailable, "the disk that holds \(path) is full; make room and try again")
    case SQLITE_IOERR:
      StoreError(
        .unavailable, "reading or writing \(path) failed (\(message)); check the disk and try again"
      )
    case SQLITE_NOMEM:
      StoreError(.unavailable, "there was no memory left to use \(path); free some and try again")
    case SQLITE_CORRUPT:
      StoreError(
        .corrupt,
        "\(path) is damaged (\(message)); restore a backup, or save what can be read with "
          + "the sqlite3 program's .recover")
    case SQLITE_NOTADB:
      StoreError(.misconfigured, "\(path) is not a SQLite database; name another file")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      StoreError(
        .misconfigured, "\(path) may not be written; check the permissions of it and its directory")
    case SQLITE_CANTOPEN:
      StoreError(
        .misconfigured,
        "\(path) cannot be opened; check that it is a file and that it and its "
          + "directory may be written")
    case SQLITE_TOOBIG:
      StoreError(.misconfigured, "a value is larger than \(path) can hold (1 GB); store less")
    default:
      StoreError(.corrupt, "\(path) is not as Stepwell left it (\(message)); restore a backup")
    }
  }
}
