import Glibc
import Testing

/// A new directory, removed with all that is in it when nobody refers to it any more.
final class Folder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/stepwell-stores-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit { Folder.remove(path) }

  private static func remove(_ path: String) {
    for name in names(at: path) ?? [] { remove("\(path)/\(name)") }
    Glibc.remove(path)
  }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// The names in a directory, sorted.
  func names(in directory: String = "") throws -> [String] {
    try #require(Folder.names(at: self.path(directory)))
  }

  /// The names in a directory, or nil when it is none.
  private static func names(at path: String) -> [String]? {
    guard let stream = opendir(path) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  /// The permission bits of a file.
  func mode(_ name: String) throws -> mode_t { try status(name).st_mode & 0o777 }

  /// The bytes of a file.
  func size(_ name: String) throws -> Int { Int(try status(name).st_size) }

  private func status(_ name: String) throws -> stat {
    var status = stat()
    try #require(stat(path(name), &status) == 0)
    return status
  }
}
