/// Where a user's programs keep their files, by the XDG Base Directory Specification.
///
/// Each is nil where neither its variable nor `HOME` says where that is. A relative path in an XDG
/// variable is ignored, as the specification demands.
public struct UserFolders: Sendable {
  private let environment: Environment

  public init(_ environment: Environment) { self.environment = environment }

  /// Where `stepwell.yaml` is looked for: `$XDG_CONFIG_HOME/stepwell` or `~/.config/stepwell`.
  public var configuration: String? { folder("XDG_CONFIG_HOME", "/.config") }

  /// Where the default store lies: `$XDG_DATA_HOME/stepwell` or `~/.local/share/stepwell`.
  public var data: String? { folder("XDG_DATA_HOME", "/.local/share") }

  /// Where trust is recorded: `$XDG_STATE_HOME/stepwell` or `~/.local/state/stepwell`.
  public var state: String? { folder("XDG_STATE_HOME", "/.local/state") }

  private func folder(_ variable: String, _ standard: String) -> String? {
    if let chosen = environment[variable], chosen.hasPrefix("/") { return chosen + "/stepwell" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    return home + standard + "/stepwell"
  }
}
