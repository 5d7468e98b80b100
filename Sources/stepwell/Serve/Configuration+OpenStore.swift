import Configuration
import LibSQLStore
import MemoryStore
import RedisStore
import SQLiteStore
import Store

extension Configuration {
  /// Opens the store that the configuration names.
  func openStore() async throws(StoreError) -> any Store {
    try await store.value.open(
      durability: durability.value == .full ? .full : .normal, environment: .process)
  }
}

extension StoreLocation {
  /// Opens the store that lies there; makes it where there is none.
  /// - Parameter durability: what a SQLite file is to survive; servers have settings of their own.
  func open(
    durability: SQLiteStore.Durability, environment: Environment
  ) async throws(StoreError) -> any Store {
    switch self {
    case .memory: return MemoryStore()
    case .sqlite(let path): return try await SQLiteStore.open(path: path, durability: durability)
    case .libsql(let endpoint):
      return try await LibSQLStore.open(
        url: endpoint.url, token: endpoint.token?.value(in: environment))
    case .upstash(let endpoint):
      return try await RedisStore.open(
        upstash: endpoint.url, token: endpoint.token?.value(in: environment),
        prefix: endpoint.keyPrefix, location: description)
    case .redis(let server):
      return try await RedisStore.open(
        host: server.host, port: server.port, usesTLS: server.usesTLS, user: server.user,
        password: server.password?.value(in: environment), database: server.database,
        prefix: server.keyPrefix, location: description)
    }
  }
}
