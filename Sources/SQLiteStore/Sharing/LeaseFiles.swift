import Glibc
import Store
import Synchronization

/// A locked file for each living engine: whoever can take the lock knows that the engine is dead, at
/// once and without looking at a clock.
final class LeaseFiles: Sendable {
  private static let prefix = "engine."
  private let place: Place
  private let held = Mutex<[String: LockFile]>([:])

  init(place: Place) { self.place = place }

  /// Whether this store is the one through which the engine keeps its lease.
  func isHeldHere(_ engine: String) -> Bool { held.withLock { $0[engine] != nil } }

  /// Locks the engine's file, for as long as this store is open or until `release`. An engine whose
  /// file is locked already belongs to another store; its row alone is written then.
  func hold(_ engine: String) throws(StoreError) {
    guard !isHeldHere(engine) else { return }
    try place.makeLocks()
    while true {
      let file = try LockFile(making: path(of: engine))
      guard file.tryLock() else { return file.close() }
      guard file.isNamed else {
        file.close()
        continue
      }
      return held.withLock { $0[engine] = file }
    }
  }

  /// Ends the lock and removes the file, if no other store holds it.
  func release(_ engine: String) {
    guard let file = held.withLock({ $0.removeValue(forKey: engine) }) else {
      _ = isGone(engine)
      return
    }
    file.remove()
    file.close()
  }

  func releaseAll() {
    for engine in held.withLock({ Array($0.keys) }) { release(engine) }
  }

  /// Whether the engine has ended; its file is removed then.
  func isGone(_ engine: String) -> Bool {
    !isHeldHere(engine) && isUnlocked(path(of: engine))
  }

  private func isUnlocked(_ path: String) -> Bool {
    guard let file = LockFile(existing: path) else { return true }
    defer { file.close() }
    guard file.tryLock() else { return false }
    if file.isNamed { file.remove() }
    return true
  }

  /// Engines of other stores that live, and whether one was found dead since the last census.
  func census() -> (living: Int, dead: Int) {
    var census = (living: 0, dead: 0)
    guard let directory = opendir(place.locks) else { return census }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasPrefix(Self.prefix), !held.withLock({ $0.values.contains(named: name) }) else {
        continue
      }
      if isUnlocked("\(place.locks)/\(name)") { census.dead += 1 } else { census.living += 1 }
    }
    return census
  }

  /// Engine ids are file names here; what could mean something else in one is written as its code.
  private func path(of engine: String) -> String {
    var name = Self.prefix
    for byte in engine.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "_\(String(byte, radix: 16))_"
      }
    }
    return "\(place.locks)/\(name)"
  }
}

extension Dictionary<String, LockFile>.Values {
  fileprivate func contains(named name: String) -> Bool {
    contains { $0.path.hasSuffix("/\(name)") }
  }
}
