import Glibc

/// A folder that is there as long as this is.
final class ScratchFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/command-line-tests.XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "there is room for a folder in /tmp")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { remove(path) }

  /// Writes a file and gives its absolute path.
  @discardableResult
  func write(_ text: String, to name: String) -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(descriptor >= 0, "a scratch file can be written")
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    precondition(Glibc.write(descriptor, bytes, bytes.count) == bytes.count, "it is written whole")
    return file
  }

  /// The text of a file; empty where there is none.
  func read(_ name: String) -> String { content(ofFile: "\(path)/\(name)") }

  private func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(folder)
    }
    Glibc.remove(path)
  }
}

/// The text of a file; empty where there is none.
func content(ofFile path: String) -> String {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return "" }
  defer { close(descriptor) }
  var content: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
    content += chunk[..<count]
  }
  return String(decoding: content, as: UTF8.self)
}
