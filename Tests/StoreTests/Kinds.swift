import MemoryStore
import RedisStore
import SQLiteStore
import Store
import TestKit
import Testing

/// The kinds of stores that this package has.
enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case memory
  case sqlite
  case redis
  case upstash

  var testDescription: String { rawValue }

  /// Makes stores in `folder`, the memory's nowhere, those on servers under names of their own.
  func maker(in folder: Folder) throws -> StoreMaker {
    switch self {
    case .memory:
      StoreMaker(
        join: { MemoryStore(sharing: try #require($0 as? MemoryStore)) },
        make: { MemoryStore() })
    case .sqlite:
      StoreMaker(
        reopen: { try await SQLiteStore.open(path: $0.description.location) },
        join: { try await SQLiteStore.open(path: $0.description.location) },
        make: { try await SQLiteStore.open(path: folder.path("w.db")) })
    case .redis, .upstash: try redisMaker()
    }
  }

  private func redisMaker() throws -> StoreMaker {
    let server = try RedisServer.shared.get()
    let prefix = RedisServer.newPrefix()
    let isNative = self == .redis
    let open: @Sendable () async throws -> any Store = {
      isNative
        ? try await server.open(prefix: prefix) : try await server.openByREST(prefix: prefix)
    }
    return StoreMaker(
      reopen: { _ in try await open() }, join: { _ in try await open() }, make: open)
  }
}
