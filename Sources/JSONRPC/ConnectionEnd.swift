/// Why a connection ends; there may be several reasons, one after the other.
public enum ConnectionEnd: Sendable, Hashable {
  /// The peer closed its side: nothing more will come, though it may still read.
  case inputEnded
  /// Reading failed with this `errno`.
  case inputFailed(Int32)
  /// The peer said so, after `shutdown`.
  case exit
  /// The operating system or a person said so; the signal's number.
  case signal(Int32)
  /// The process this one serves is gone.
  case parentDied
  /// The peer reads no more.
  case brokenPipe
}
