import Glibc

extension TrustStore {
  /// All entries; none where there is no file yet. Lines of another form are passed over.
  func entries() throws(SourceProblem) -> [Entry] {
    try refuseForeignHands()
    do {
      let content = try bytes(ofFile: path, limit: 16 << 20)
      return content.split(separator: UInt8(ascii: "\n")).compactMap { line in
        guard line.count > 65, line[line.startIndex + 64] == UInt8(ascii: " ") else { return nil }
        return Entry(
          hash: String(decoding: line.prefix(64), as: UTF8.self),
          path: String(decoding: line.dropFirst(65), as: UTF8.self))
      }
    } catch {
      if error.reason == .missing { return [] }
      throw SourceProblem(source: path, message: error.message)
    }
  }

  /// Refuses a record that somebody else could have written.
  private func refuseForeignHands() throws(SourceProblem) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
      throw SourceProblem(
        source: path, message: "others may write to it, so nothing in it is believed",
        suggestion: "make it yours alone: chown it, then chmod 600")
    }
  }

  /// Replaces the file at once, so that a reader sees the old entries or the new ones.
  func write(_ entries: [Entry]) throws(SourceProblem) {
    try makeFolder(parentFolder(of: path))
    let text = entries.map { "\($0.hash) \($0.path)\n" }.joined()
    try PrivateFile(path: path).replace(with: text)
  }

  private func makeFolder(_ folder: String) throws(SourceProblem) {
    guard mkdir(folder, 0o700) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, folder != "/" else { throw failure("make the folder of") }
    try makeFolder(parentFolder(of: folder))
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("make the folder of") }
  }

  private func failure(_ verb: String, error: Int32 = errno) -> SourceProblem {
    let cause = String(cString: strerror(error)).lowercased()
    return SourceProblem(source: path, message: "cannot \(verb) \(quoted(path)): \(cause)")
  }
}
