/// What the program's exit status says; documented in `docs/command-line.md`.
enum ExitStatus {
  /// The workflow failed or was cancelled.
  static let workflowFailed: Int32 = 1
  /// The command line, a file or a definition is wrong.
  static let usage: Int32 = 64
  /// What was asked for does not exist.
  static let notFound: Int32 = 66
  /// The store cannot be reached or written.
  static let unavailable: Int32 = 69
  /// The configuration is wrong.
  static let configuration: Int32 = 78
  /// Interrupted; the workflow is paused and can be resumed.
  static let interrupted: Int32 = 130
}
