/// What a store is, for `server/info` and people.
public struct StoreDescription: Sendable, Equatable {
  /// `memory`, `sqlite`, `libsql`, `upstash` or `redis`.
  public var provider: String
  /// Where the records lie, without secrets: a path or a URL.
  public var location: String
  /// `none`, `process` (a crash of the engine loses nothing), `normal` or `full` (nor does a loss of
  /// power).
  public var durability: String
  /// What a user should know about this place, a sentence each.
  public var warnings: [String]

  public init(
    provider: String, location: String, durability: String, warnings: [String] = []
  ) {
    self.provider = provider
    self.location = location
    self.durability = durability
    self.warnings = warnings
  }
}
