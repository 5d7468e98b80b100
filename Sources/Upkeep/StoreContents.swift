/// How much a store holds.
public struct StoreContents: Sendable, Equatable {
  public var workflows = 0
  public var steps = 0
  public var events = 0
  public var threads = 0
  public var messages = 0
  public var documents = 0

  public init() {}
}
