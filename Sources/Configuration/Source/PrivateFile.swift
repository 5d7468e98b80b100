import Glibc

/// A file that only its owner may read, written whole or not at all.
public struct PrivateFile: Sendable {
  public let path: String

  /// - Parameter path: absolute.
  public init(path: String) { self.path = path }

  /// Replaces the file at once, so that a reader sees the old content or the new one.
  public func replace(with text: String) throws(SourceProblem) {
    var template = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)  // 0600 by POSIX
    guard descriptor >= 0 else { throw failure("write") }
    let written = write(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    let error = errno
    close(descriptor)
    guard written, rename(template, path) == 0 else {
      let cause = written ? errno : error
      unlink(template)
      throw failure("write", error: cause)
    }
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 || errno == EINTR else { return false }
      rest = rest.dropFirst(max(count, 0))
    }
    return true
  }

  private func failure(_ verb: String, error: Int32 = errno) -> SourceProblem {
    let cause = String(cString: strerror(error)).lowercased()
    return SourceProblem(source: path, message: "cannot \(verb) \(quoted(path)): \(cause)")
  }
}
