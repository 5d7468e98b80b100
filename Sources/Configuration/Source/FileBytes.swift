import Glibc

/// Why a file's content cannot be had.
struct FileFailure: Error, Equatable {
  enum Reason: Equatable { case missing, tooLarge, refused }

  let reason: Reason
  /// A sentence that names the path.
  let message: String

  init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  /// The sentence for the error that the operating system just reported.
  init(_ verb: String, _ path: String, error: Int32 = errno) {
    let cause = String(cString: strerror(error)).lowercased()
    switch error {
    case ENOENT, ENOTDIR: self.init(.missing, "there is no file \(quoted(path))")
    case EISDIR: self.init(.refused, "\(quoted(path)) is a folder, not a file")
    default: self.init(.refused, "cannot \(verb) \(quoted(path)): \(cause)")
    }
  }
}

/// The whole content of a file or a pipe, refused beyond `limit` bytes.
func bytes(ofFile path: String, limit: Int) throws(FileFailure) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw FileFailure("open", path) }
  defer { close(descriptor) }

  var content: [UInt8] = []
  while true {
    let chunk = try nextChunk(of: descriptor, path)
    if chunk.isEmpty { return content }
    content += chunk
    guard content.count <= limit else {
      throw FileFailure(.tooLarge, "\(quoted(path)) is larger than \(limit) bytes")
    }
  }
}

private func nextChunk(of descriptor: Int32, _ path: String) throws(FileFailure) -> [UInt8] {
  let size = 65_536
  while true {
    var failure: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let received = read(descriptor, buffer.baseAddress, size)
      failure = received < 0 ? errno : 0
      count = max(received, 0)
    }
    if failure == 0 { return chunk }
    guard failure == EINTR else { throw FileFailure("read", path, error: failure) }
  }
}
