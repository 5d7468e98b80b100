import Glibc

/// The two descriptors a program was given to speak the protocol over, kept for that alone.
public struct StandardStreams: Sendable, Hashable {
  /// What was standard input.
  public let input: Int32
  /// What was standard output.
  public let output: Int32

  /// Takes standard input and output away from everybody else in this process and its children.
  ///
  /// Whatever writes to descriptor 1 from now on reaches standard error, and whatever reads from 0
  /// finds nothing; the protocol's own two are closed in programs this one starts. SIGPIPE is
  /// ignored, so that a write to a peer that is gone fails with `EPIPE`; whoever starts a program
  /// gives it the default back. A missing standard input counts as empty; a missing output throws.
  public static func claim() throws(SystemError) -> StandardStreams {
    signal(SIGPIPE, SIG_IGN)
    try openMissing(2)
    try openMissing(0)
    let input = try duplicate(0)
    let output = try duplicate(1)
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard nothing >= 0, dup2(nothing, 0) == 0 else { throw SystemError("dup2") }
    guard dup2(2, 1) == 1 else { throw SystemError("dup2") }
    Glibc.close(nothing)
    return StandardStreams(input: input, output: output)
  }

  private static func duplicate(_ descriptor: Int32) throws(SystemError) -> Int32 {
    // Above the standard ones, wherever there is a gap among them.
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw SystemError("fcntl") }
    return copy
  }

  /// Puts /dev/null where the parent gave no descriptor at all.
  private static func openMissing(_ descriptor: Int32) throws(SystemError) {
    guard fcntl(descriptor, F_GETFD) < 0 else { return }
    let nothing = open("/dev/null", O_RDWR)
    guard nothing >= 0 else { throw SystemError("open") }
    guard nothing != descriptor else { return }
    guard dup2(nothing, descriptor) == descriptor else { throw SystemError("dup2") }
    Glibc.close(nothing)
  }
}
