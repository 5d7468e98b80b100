/// A definition or a configuration that a person keeps in a file.
public enum DefinitionFile {
  /// Reads a file: JSON where its name ends in `.json`, else YAML. Pipes are read to their end.
  /// - Throws: that it cannot be read, or the first problem of its text.
  public static func read(
    _ path: String, limits: YAMLLimits = YAMLLimits()
  ) throws(SourceProblem) -> YAMLDocument {
    try parse(try content(of: path, limits: limits), path: path, limits: limits)
  }

  /// The bytes of a file.
  static func content(
    of path: String, limits: YAMLLimits = YAMLLimits()
  ) throws(SourceProblem) -> [UInt8] {
    do {
      return try bytes(ofFile: path, limit: limits.maxBytes)
    } catch {
      let isMissing = error.reason == .missing
      throw SourceProblem(
        source: path, message: isMissing ? "there is no such file" : error.message,
        isMissing: isMissing)
    }
  }

  /// Reads the content of a file that was loaded already; `path` decides between JSON and YAML.
  static func parse(
    _ content: [UInt8], path: String, limits: YAMLLimits = YAMLLimits()
  ) throws(SourceProblem) -> YAMLDocument {
    path.lowercased().hasSuffix(".json")
      ? try YAMLDocument(parsingJSON: content, name: path, limits: limits)
      : try YAMLDocument(parsing: content, name: path, limits: limits)
  }
}
