import Glibc

/// A file of the repository that is made from the code.
struct CommittedFile {
  let path: String

  /// A file of the folder `protocol/` beside `Tests/`.
  init(protocolDocument name: String, besides source: String = #filePath) {
    let folders = source.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    path = folders.joined(separator: "/") + "/protocol/" + name
  }

  /// Whether the files are to be written anew instead of being compared.
  static let isUpdating = getenv("STEPWELL_UPDATE").map { String(cString: $0) } == "1"

  /// What the file holds; nothing where it cannot be read.
  var text: String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces what the file holds, and tells whether all of it was written.
  func write(_ text: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    let bytes = Array(text.utf8)
    let count = fwrite(bytes, 1, bytes.count, file)
    return fclose(file) == 0 && count == bytes.count
  }
}
