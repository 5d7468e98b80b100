/// What a session keeps for a client that does not read.
public enum SessionLimits {
  /// Bytes that may lie unread before a subscription has to be asked for again.
  public static let unreadEventBytes = 32 << 20
}
