import Digests

/// Which `stepwell.yaml` files a person has read and trusts, each with the hash of its content.
///
/// A file of lines `hash path`, 0600. Without an entry for exactly this content the file of a
/// folder is not read: a folder that was cloned must not run programs or send keys anywhere.
public struct TrustStore: Sendable {
  /// What is known about a file.
  public enum Verdict: Sendable, Hashable {
    /// Just this content at this path is trusted.
    case trusted
    /// Another content was trusted at this path.
    case changed
    /// Nothing was ever trusted there.
    case unknown
  }

  /// One trusted file.
  struct Entry: Equatable {
    let hash: String
    let path: String
  }

  /// Where the entries are kept.
  public let path: String

  /// The user's trust: `$XDG_STATE_HOME/stepwell/trusted` or `~/.local/state/stepwell/trusted`;
  /// nil where there is no such folder.
  public init?(_ environment: Environment) {
    guard let folder = UserFolders(environment).state else { return nil }
    self.init(path: "\(folder)/trusted")
  }

  /// The trust kept in a file of that path.
  public init(path: String) { self.path = path }

  /// Whether a content is trusted at an absolute path.
  /// - Throws: that the record cannot be read, or could have been written by somebody else.
  public func verdict(on content: [UInt8], at path: String) throws(SourceProblem) -> Verdict {
    let entries = try entries().filter { $0.path == path }
    guard !entries.isEmpty else { return .unknown }
    let hash = SHA256.hexadecimal(of: content)
    return entries.contains { $0.hash == hash } ? .trusted : .changed
  }

  /// Trusts a file as it is now; what was trusted at its path before no longer counts.
  /// - Parameter path: absolute.
  /// - Returns: the hash that was recorded.
  /// - Throws: that the file cannot be read, is no configuration, or the record cannot be written.
  @discardableResult
  public func trust(_ path: String) throws(SourceProblem) -> String {
    guard !path.contains("\n") else {
      throw SourceProblem(source: path, message: "a path with a line feed cannot be trusted")
    }
    let content = try DefinitionFile.content(of: path)
    _ = try DefinitionFile.parse(content, path: path)
    let entry = Entry(hash: SHA256.hexadecimal(of: content), path: path)
    try write(try entries().filter { $0.path != path } + [entry])
    return entry.hash
  }

  /// Trusts nothing at an absolute path any longer.
  /// - Returns: whether anything was trusted there.
  /// - Throws: that the record cannot be read or written.
  @discardableResult
  public func distrust(_ path: String) throws(SourceProblem) -> Bool {
    let entries = try entries()
    let rest = entries.filter { $0.path != path }
    guard rest.count < entries.count else { return false }
    try write(rest)
    return true
  }
}
