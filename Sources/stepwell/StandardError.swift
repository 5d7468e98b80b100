import Glibc

/// Sentences for people, which never get in the way of the protocol.
enum StandardError {
  static func write(_ line: String) { write(raw: line + "\n") }

  /// Writes text that is no line: what a terminal redraws.
  static func write(raw text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
