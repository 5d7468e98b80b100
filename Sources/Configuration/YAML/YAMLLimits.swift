/// How much a YAML or JSON file may hold before it is refused.
public struct YAMLLimits: Sendable, Hashable {
  /// Bytes of the text.
  public var maxBytes = 8 << 20
  /// Levels of mappings and sequences, those that aliases bring with them included.
  public var maxDepth = 256
  /// What all aliases together may add: a value counts 1 and the bytes of its text.
  public var maxRepeated = 4 << 20

  public init() {}
}
