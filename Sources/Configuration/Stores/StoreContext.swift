/// What the text of a store's location is read against.
public struct StoreContext: Sendable {
  /// The absolute folder that a relative path starts from.
  public var folder: String
  /// Where tokens, `upstash`'s address and `~` come from.
  public var environment: Environment

  public init(folder: String, environment: Environment) {
    self.folder = folder
    self.environment = environment
  }

  /// The token for a host whose URL holds none.
  ///
  /// `STEPWELL_STORE_TOKEN` fits every store. A provider's own variable fits unless its companion
  /// names another host: the token of one database is not sent to another.
  func token(own variable: String, companion: String, host: String) -> Secret? {
    if environment["STEPWELL_STORE_TOKEN"] != nil { return .variable("STEPWELL_STORE_TOKEN") }
    guard environment[variable] != nil else { return nil }
    if let other = environment[companion], self.host(of: other) != host { return nil }
    return .variable(variable)
  }

  private func host(of text: String) -> String? {
    do {
      return try StoreURL(text).host
    } catch {
      return nil
    }
  }
}
