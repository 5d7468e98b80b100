import Configuration
import Glibc
import SQLiteStore
import Store

/// A store opened without an engine: nothing in it is taken up or changed by itself.
enum OpenedStore {
  /// Opens the store that options and configuration name, hands it to `body`, and closes it.
  /// - Parameter isThere: whether a file that is missing is refused instead of made.
  static func with<Result>(
    _ options: EngineOptions, isThere: Bool = true, _ body: (any Store) async throws -> Result
  ) async throws -> Result {
    let configuration = try Configuration.forCommand(options.flags)
    return try await with(configuration.store.value, isThere: isThere, body)
  }

  /// The same with a location.
  static func with<Result>(
    _ location: StoreLocation, isThere: Bool, _ body: (any Store) async throws -> Result
  ) async throws -> Result {
    if isThere, case .sqlite(let path) = location, access(path, F_OK) != 0 {
      throw CommandFailure(
        ExitStatus.notFound,
        "there is no store at \(path); name another, or let a workflow make it")
    }
    guard location != .memory else {
      throw CommandFailure(
        ExitStatus.usage,
        "a store in memory is gone with its engine: there is nothing to look after; name another "
          + "with --store")
    }
    let store: any Store
    do throws(StoreError) {
      store = try await location.open(durability: .full, environment: .process)
    } catch {
      throw CommandFailure(error)
    }
    let outcome: Swift.Result<Result, any Error>
    do { outcome = .success(try await body(store)) } catch { outcome = .failure(error) }
    await store.close()
    do { return try outcome.get() } catch { throw CommandFailure(error) }
  }

  /// The location that a person wrote as an argument.
  static func location(_ text: String) throws(CommandFailure) -> StoreLocation {
    do throws(StoreLocationError) {
      return try StoreLocation(
        text, in: StoreContext(folder: Paths.workingDirectory, environment: .process))
    } catch {
      throw CommandFailure(ExitStatus.usage, error.description)
    }
  }

  /// What can be done to this kind of store beyond reading and writing it.
  static func maintained(_ store: any Store) throws(CommandFailure) -> any Maintained {
    if let store = store as? any Maintained { return store }
    throw CommandFailure(
      ExitStatus.usage,
      "a \(store.description.provider) store is looked after by its server's own means; stepwell "
        + "store copy writes all of it into a file")
  }
}
