import Glibc
import Store
import Time

/// A file whose only purpose is the advisory lock on it, which ends with its holder (flock(2)).
struct LockFile: Sendable {
  let path: String
  private let descriptor: Int32

  /// Opens the file, made for this user alone where there is none.
  init(making path: String) throws(StoreError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw Place.trouble(
        path, "cannot be opened", advice: "it must be writable for all who share the database")
    }
  }

  /// Opens the file if there is one.
  init?(existing path: String) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0 { return nil }
  }

  /// Whether the lock was taken; it is not waited for.
  func tryLock() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Takes the lock, waiting for it until the deadline at most; false then.
  func lock(until deadline: Deadline) -> Bool {
    var pause: UInt32 = 50
    while !tryLock() {
      guard !deadline.hasPassed else { return false }
      usleep(pause)
      pause = min(2 * pause, 1000)
    }
    return true
  }

  func unlock() { flock(descriptor, LOCK_UN) }

  /// Closes the file, which ends the lock.
  func close() { Glibc.close(descriptor) }

  /// Whether the file still has its name: whoever found its holder dead may have removed it.
  var isNamed: Bool {
    var here = stat()
    var there = stat()
    return fstat(descriptor, &here) == 0 && stat(path, &there) == 0 && here.st_ino == there.st_ino
      && here.st_dev == there.st_dev
  }

  func remove() { unlink(path) }
}
