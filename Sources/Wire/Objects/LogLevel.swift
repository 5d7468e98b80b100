/// How important a line of the log is.
public enum LogLevel: String, WireEnum {
  public static let summary = "How important a line of the log is, the least first."

  case debug, info, notice, warning, error
}
