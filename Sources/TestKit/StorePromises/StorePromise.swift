public import Store
import Synchronization

/// One thing that every store promises, as a sentence and a check.
///
/// Run all of them over a store of your own, a test for each:
/// ```
/// @Test(arguments: StorePromise.all)
/// func `my store keeps every promise`(promise: StorePromise) async throws {
///   try await promise.check(StoreMaker { try await MyStore() })
/// }
/// ```
public struct StorePromise: Sendable, CustomStringConvertible {
  /// What has to be possible with a store before the promise means anything.
  public enum Need: Sendable {
    case nothing
    /// It can be closed and opened again.
    case reopening
    /// A second engine can join it.
    case joining
  }

  /// What is promised.
  public let sentence: String
  public let need: Need
  private let body: @Sendable (StoreTrial) async throws -> Void

  init(
    _ sentence: String, need: Need = .nothing,
    _ body: @escaping @Sendable (StoreTrial) async throws -> Void
  ) {
    self.sentence = sentence
    self.need = need
    self.body = body
  }

  public var description: String { sentence }

  /// Checks the promise over a new store.
  /// - Throws: `BrokenPromise` with what was found instead, or what the store itself threw.
  public func check(_ maker: StoreMaker) async throws {
    let trial = StoreTrial(store: try await maker.make(), maker: maker)
    try await body(trial)
    await trial.store.close()
  }

  /// Every promise of `Store`.
  public static let all: [StorePromise] =
    commits + operations + workflows + steps + events + conversations + documents + deletion
    + claims + inboxes + adoption + leases + values + durability + workflowDocuments
}

/// How to come by the store that is to be checked.
public struct StoreMaker: Sendable {
  let make: @Sendable () async throws -> any Store
  let reopen: (@Sendable (any Store) async throws -> any Store)?
  let join: (@Sendable (any Store) async throws -> any Store)?

  /// - Parameters:
  ///   - reopen: opens the records of a store that was closed; nil where nothing outlives it.
  ///   - join: another engine's handle on the records of an open store; nil where there can be none.
  ///   - make: opens a store that is empty.
  public init(
    reopen: (@Sendable (any Store) async throws -> any Store)? = nil,
    join: (@Sendable (any Store) async throws -> any Store)? = nil,
    make: @escaping @Sendable () async throws -> any Store
  ) {
    self.make = make
    self.reopen = reopen
    self.join = join
  }

  /// A store that is empty.
  public func open() async throws -> any Store { try await make() }

  /// Whether the promise means anything for these stores.
  public func canCheck(_ promise: StorePromise) -> Bool {
    switch promise.need {
    case .nothing: true
    case .reopening: reopen != nil
    case .joining: join != nil
    }
  }
}

/// What was found instead of what was promised.
public struct BrokenPromise: Error, CustomStringConvertible {
  public let description: String
}

/// A new store, and what a promise does with it.
struct StoreTrial: Sendable {
  let store: any Store
  let maker: StoreMaker
  var operations = Operations()

  /// Closes the store and opens its records again.
  func reopen() async throws -> StoreTrial {
    guard let reopen = maker.reopen else { throw BrokenPromise(description: "cannot be reopened") }
    await store.close()
    return StoreTrial(store: try await reopen(store), maker: maker, operations: operations)
  }

  /// Another engine's handle on the same records.
  func join() async throws -> StoreTrial {
    guard let join = maker.join else { throw BrokenPromise(description: "cannot be joined") }
    return StoreTrial(store: try await join(store), maker: maker, operations: operations)
  }

  /// Commits changes under guards.
  func commit(
    _ operation: String, if guards: Guard..., do changes: Change...
  ) async throws -> CommitOutcome {
    let outcomes = try await store.commit([
      Commit(operation: operation, guards: guards, changes: changes)
    ])
    try expect(outcomes.count, is: 1, "the number of outcomes")
    return outcomes[0]
  }

  /// Makes changes without a condition, which must be possible.
  func write(_ changes: Change...) async throws {
    try await write(changes)
  }

  func write(_ changes: [Change]) async throws {
    let commit = Commit(operation: operations.next(), guards: [], changes: changes)
    guard case .applied = try await store.commit([commit]).first else {
      throw BrokenPromise(description: "an unconditional commit was not applied")
    }
  }
}

/// Names of operations, each new.
final class Operations: Sendable {
  private let count = Mutex(0)

  func next() -> String {
    count.withLock {
      $0 += 1
      return "operation \($0)"
    }
  }
}

func expect<Value: Equatable>(_ found: Value, is expected: Value, _ what: String) throws {
  guard found != expected else { return }
  throw BrokenPromise(description: "\(what): expected \(expected), found \(found)")
}

func expect(_ isSo: Bool, _ sentence: String) throws {
  guard !isSo else { return }
  throw BrokenPromise(description: "expected that \(sentence)")
}
