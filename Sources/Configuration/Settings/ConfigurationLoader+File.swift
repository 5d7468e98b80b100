extension ConfigurationLoader {
  static let fileName = "stepwell.yaml"

  /// The file to read; nil where there is none, or after a complaint about it.
  mutating func findFile() -> ConfigurationFile? {
    if let path = flags.config { return named(path, .flag, by: "--config") }
    if let path = environment["STEPWELL_CONFIG"] {
      return named(path, .environment, by: "STEPWELL_CONFIG")
    }
    let own = UserFolders(environment).configuration.map { "\($0)/\(Self.fileName)" }
    if commandLine == .interactive, let file = fileOfWorkingDirectory(unless: own) { return file }
    guard let own, let content = content(of: own) else { return nil }
    return read(content, own, .user)
  }

  /// A file that somebody named has to be there.
  private mutating func named(
    _ path: String, _ reason: ConfigurationFile.Reason, by source: String
  ) -> ConfigurationFile? {
    let path = absolutePath(path, in: workingDirectory, environment: environment)
    do {
      return read(try bytes(ofFile: path, limit: YAMLLimits().maxBytes), path, reason)
    } catch {
      complain(about: source, error.message)
      return nil
    }
  }

  /// The file of the working directory, if somebody trusted just this content; else a notice.
  private mutating func fileOfWorkingDirectory(unless own: String?) -> ConfigurationFile? {
    let path = absolutePath(Self.fileName, in: workingDirectory, environment: environment)
    guard path != own, let content = content(of: path) else { return nil }
    do {
      switch try TrustStore(environment)?.verdict(on: content, at: path) ?? .unknown {
      case .trusted: return read(content, path, .trusted)
      case .changed: ignore(path, "it has changed since it was trusted")
      case .unknown: ignore(path, "nobody has trusted it yet")
      }
    } catch {
      ignore(path, "\(error.source): \(error.message)")
    }
    return nil
  }

  private mutating func ignore(_ path: String, _ reason: String) {
    notices.append("\(path) is not read: \(reason); read it, then run `stepwell trust`")
  }

  /// What is in a file that may be missing.
  private mutating func content(of path: String) -> [UInt8]? {
    do {
      return try bytes(ofFile: path, limit: YAMLLimits().maxBytes)
    } catch {
      if error.reason != .missing { complain(about: path, error.message) }
      return nil
    }
  }

  private mutating func read(
    _ content: [UInt8], _ path: String, _ reason: ConfigurationFile.Reason
  ) -> ConfigurationFile? {
    do {
      let document = try DefinitionFile.parse(content, path: path)
      return ConfigurationFile(path: path, reason: reason, document: document)
    } catch {
      problems.append(error)
      return nil
    }
  }
}
