import CPlatform
import Glibc
import Store

/// Where a database lies: its file and, beside it, the directory of locks.
///
/// The file itself is only ever opened by SQLite: closing another descriptor of it would drop
/// SQLite's POSIX locks on it.
struct Place: Sendable {
  /// Absolute, without symbolic links, so that all who share the file find the same locks.
  let path: String
  let isNew: Bool

  var locks: String { "\(path)-locks" }

  /// Makes an empty file and its directories where there are none, for this user alone (0600, 0700).
  init(preparing path: String) throws(StoreError) {
    let absolute = try Place.absolute(path)
    try Place.makeDirectories(of: absolute)
    isNew = mknod(absolute, S_IFREG | 0o600, 0) == 0
    if !isNew, errno != EEXIST { throw Place.trouble(absolute, "cannot be created") }
    guard let real = realpath(absolute, nil) else {
      throw Place.trouble(absolute, "cannot be opened")
    }
    defer { free(real) }
    self.path = String(cString: real)
    try Place.refuseUnlessFile(self.path)
  }

  var warnings: [String] {
    guard let name = cplatform_network_file_system(path) else { return [] }
    return [
      "\(path) lies on a network file system (\(String(cString: name))), where SQLite's locks may "
        + "not hold; keep it on a local disk, or share a server instead."
    ]
  }

  /// Makes the directory of locks.
  func makeLocks() throws(StoreError) { try Place.makeDirectory(locks) }

  private static func absolute(_ path: String) throws(StoreError) -> String {
    guard !path.isEmpty else { throw StoreError(.misconfigured, "the database needs a path") }
    guard !path.hasPrefix("/") else { return path }
    guard let here = getcwd(nil, 0) else { throw trouble(path, "cannot be found") }
    defer { free(here) }
    return "\(String(cString: here))/\(path)"
  }

  private static func makeDirectories(of path: String) throws(StoreError) {
    let directory = parent(of: path)
    guard access(directory, F_OK) != 0 else { return }
    try makeDirectories(of: directory)
    try makeDirectory(directory)
    try sync(parent(of: directory))
  }

  private static func makeDirectory(_ path: String) throws(StoreError) {
    guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
    throw trouble(path, "cannot be made a directory")
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Makes what a file holds, or the names in a directory, outlast a loss of power. SQLite does that
  /// for the files it makes, and for the names in their directory, but not for what lies above.
  static func sync(_ path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw trouble(path, "cannot be opened") }
    defer { close(descriptor) }
    // Some file systems know no such thing for directories (EINVAL).
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw trouble(path, "cannot be written to the disk")
    }
  }

  private static func refuseUnlessFile(_ path: String) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw trouble(path, "cannot be opened") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(.misconfigured, "\(path) is not a file; name a file for the database")
    }
  }

  /// The trouble that `errno` tells of: one that passes, or one that somebody has to mend.
  static func trouble(
    _ path: String, _ what: String, advice: String = "check the path and its permissions"
  ) -> StoreError {
    let isPassing = [ENOSPC, EDQUOT, EIO, EMFILE, ENFILE, ENOMEM].contains(errno)
    return StoreError(
      isPassing ? .unavailable : .misconfigured,
      "\(path) \(what): \(String(cString: strerror(errno))); \(isPassing ? "try again" : advice)")
  }
}
