import Glibc

/// A call of the operating system that failed.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The name of the call, such as `pipe2`.
  public let call: String
  /// The value of `errno` after it.
  public let code: Int32

  /// The failure of the call that was just made.
  init(_ call: String) {
    self.call = call
    self.code = errno
  }

  public var description: String { "\(call): \(String(cString: strerror(code)))" }
}
