import MemoryStore
import SQLiteStore
import Store
import TestKit
import Testing

/// The kinds of stores that this package has.
enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case memory
  case sqlite

  var testDescription: String { rawValue }

  /// Makes stores in `folder`, the memory's nowhere.
  func maker(in folder: Folder) -> StoreMaker {
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
    }
  }
}
