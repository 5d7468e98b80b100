/// Where workflows are kept: what `--store`, `STEPWELL_STORE` and `store:` name.
///
/// Printing one never shows a token or a password.
public enum StoreLocation: Sendable, Hashable {
  /// Nowhere: gone when the engine ends.
  case memory
  /// A SQLite file.
  /// - Parameter path: absolute.
  case sqlite(path: String)
  /// A libSQL or Turso database, reached by HTTP.
  case libsql(StoreEndpoint)
  /// An Upstash Redis database, reached by its REST interface.
  case upstash(StoreEndpoint)
  /// A Redis server, reached by its own protocol.
  case redis(RedisServer)

  /// The seed's word for it: `memory`, `sqlite`, `libsql`, `upstash` or `redis`.
  public var provider: String {
    switch self {
    case .memory: "memory"
    case .sqlite: "sqlite"
    case .libsql: "libsql"
    case .upstash: "upstash"
    case .redis: "redis"
    }
  }
}

/// A store behind HTTP.
public struct StoreEndpoint: Sendable, Hashable {
  /// `http://` or `https://`, host, port and path, without a slash at the end and without secrets.
  public var url: String
  /// What is sent as bearer token; nil where the server wants none.
  public var token: Secret?
  /// What the names of all keys begin with, where the store has keys.
  public var keyPrefix: String

  public init(url: String, token: Secret? = nil, keyPrefix: String = "") {
    self.url = url
    self.token = token
    self.keyPrefix = keyPrefix
  }
}

/// A Redis server and the database on it.
public struct RedisServer: Sendable, Hashable {
  /// A name or an address; IPv6 without brackets.
  public var host: String
  public var port: Int
  public var usesTLS: Bool
  public var user: String?
  public var password: Secret?
  /// The number of the database, from 0.
  public var database: Int
  /// What the names of all keys begin with.
  public var keyPrefix: String

  public init(
    host: String, port: Int = 6379, usesTLS: Bool = false, user: String? = nil,
    password: Secret? = nil, database: Int = 0, keyPrefix: String = ""
  ) {
    self.host = host
    self.port = port
    self.usesTLS = usesTLS
    self.user = user
    self.password = password
    self.database = database
    self.keyPrefix = keyPrefix
  }
}

/// Why a text names no store, without the secrets in it.
public struct StoreLocationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, as a sentence.
  public let message: String
  /// What to write or set instead.
  public let suggestion: String?

  init(_ message: String, _ suggestion: String? = nil) {
    self.message = message
    self.suggestion = suggestion
  }

  public var description: String { suggestion.map { "\(message); \($0)" } ?? message }
}

extension StoreLocation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .memory: "memory:"
    case .sqlite(let path): "sqlite:\(path)"
    case .libsql(let endpoint): endpoint.description(schemeForTLS: "libsql", plain: "http")
    case .upstash(let endpoint):
      endpoint.description(schemeForTLS: "upstash", plain: "upstash+http")
    case .redis(let server): server.description
    }
  }
}

extension StoreEndpoint {
  fileprivate func description(schemeForTLS: String, plain: String) -> String {
    let place = url.hasPrefix("https:") ? schemeForTLS + url.dropFirst(5) : plain + url.dropFirst(4)
    return place + prefixQuery(keyPrefix)
  }
}

/// The end of a URL that names the prefix of all keys.
private func prefixQuery(_ prefix: String) -> String {
  prefix.isEmpty ? "" : "?prefix=\(prefix)"
}

extension RedisServer: CustomStringConvertible {
  public var description: String {
    let address = host.contains(":") ? "[\(host)]" : host
    return "\(usesTLS ? "rediss" : "redis")://\(address):\(port)/\(database)"
      + prefixQuery(keyPrefix)
  }
}
