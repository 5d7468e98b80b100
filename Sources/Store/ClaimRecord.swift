/// The places under one limit that holds over the whole store: see `Guard.claim`.
public struct ClaimRecord: Sendable, Equatable {
  /// How many holders have a place.
  public var held: Int
  /// The first of them, sorted.
  public var holders: [String]
  /// The first of those that wait for a place, in the order in which they came.
  public var waiting: [String]

  public init(held: Int, holders: [String], waiting: [String]) {
    self.held = held
    self.holders = holders
    self.waiting = waiting
  }
}
