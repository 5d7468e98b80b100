import Glibc
import Testing

/// A new directory, removed with all that is in it when nobody refers to it any more.
final class Folder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/stepwell-stores-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit {
    nftw(
      path,
      { path, _, _, _ in
        guard let path else { return 0 }
        return remove(path)
      }, 16, FTW_DEPTH | FTW_PHYS)
  }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// The names in a directory, sorted.
  func names(in directory: String = "") throws -> [String] {
    let stream = try #require(opendir(directory.isEmpty ? path : self.path(directory)))
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
  func mode(_ name: String) throws -> mode_t {
    var status = stat()
    try #require(stat(path(name), &status) == 0)
    return status.st_mode & 0o777
  }
}
