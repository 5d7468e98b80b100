import CSQLite

extension SQLiteStore {
  /// The version of the SQLite library at work, such as `3.40.1`.
  public static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
