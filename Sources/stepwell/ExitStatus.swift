import Glibc

/// What the program's exit status says; documented in `docs/command-line.md`.
///
/// Numbers from 64 on are those of sysexits.h; those from 128 on follow the shells' way to tell
/// signals.
enum ExitStatus {
  static let success: Int32 = 0
  /// The workflow failed or was cancelled, or its state does not allow what was asked.
  static let failed: Int32 = 1
  /// The command line is wrong.
  static let usage: Int32 = 64
  /// A definition or another file is wrong.
  static let invalidDefinition: Int32 = 65
  /// What was asked for does not exist.
  static let notFound: Int32 = 66
  /// The store cannot be reached or written.
  static let unavailable: Int32 = 69
  /// A bug of Stepwell.
  static let internalError: Int32 = 70
  /// The output could not be written.
  static let outputFailed: Int32 = 74
  /// The workflow waits for something that only others can give; it is kept.
  static let waiting: Int32 = 75
  /// The configuration is wrong.
  static let configuration: Int32 = 78
  /// Interrupted; the workflow is paused and can be resumed.
  static let interrupted: Int32 = 130
  /// Nobody reads the output any more.
  static let outputClosed: Int32 = 141

  /// Ends the program.
  ///
  /// No handlers run as `exit` would run them: that of OpenSSL frees what threads that are ending
  /// still use, which now and then destroyed the heap. Nothing waits in buffers of C.
  static func leave(with status: Int32) -> Never { _exit(status) }
}
