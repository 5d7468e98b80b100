/// All programs that run for agents of this process.
public enum RunningPrograms {
  /// From now on a program that is no longer wanted has at most so long to end by itself, whatever
  /// its configuration says: whoever ends cannot wait for it.
  public static func limitGrace(to limit: Duration) {
    ChildThread.shared.post(.limitGrace(limit))
  }
}
