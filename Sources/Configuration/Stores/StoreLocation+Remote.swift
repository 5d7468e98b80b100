extension StoreLocation {
  /// `libsql://HOST[:PORT][?authToken=TOKEN][&tls=0]`.
  static func libsql(
    _ url: StoreURL, _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    var url = url
    let written = url.takeQuery("authToken")
    let tls = url.takeQuery("tls") ?? "1"
    guard tls == "0" || tls == "1" else {
      throw StoreLocationError("tls in the store's URL is 0 or 1")
    }
    let scheme = url.scheme == "libsql" ? (tls == "1" ? "https" : "http") : url.scheme
    let token =
      (written ?? url.password ?? url.user).map { Secret($0) }
      ?? context.token(
        own: "TURSO_AUTH_TOKEN", companion: "TURSO_DATABASE_URL", host: url.host)
    return .libsql(StoreEndpoint(url: try url.endpoint(scheme: scheme), token: token))
  }

  /// `http(s)://HOST`: libSQL, or Upstash where the host is one of Upstash's.
  static func web(
    _ url: StoreURL, _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    guard url.isUpstash else { return try libsql(url, context) }
    return try upstash(url, context)
  }

  /// `upstash` alone: both its address and its token are variables.
  static func upstashOfEnvironment(
    _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    guard let text = context.environment["UPSTASH_REDIS_REST_URL"] else {
      throw StoreLocationError(
        "UPSTASH_REDIS_REST_URL, which says where the Upstash store is, is not set",
        "set it and UPSTASH_REDIS_REST_TOKEN, or write upstash://HOST")
    }
    let url = try StoreURL(text)
    guard ["http", "https"].contains(url.scheme) else {
      throw StoreLocationError("UPSTASH_REDIS_REST_URL is an address that starts with https://")
    }
    return try upstash(url, context)
  }

  /// `upstash://[:TOKEN@]HOST`, `upstash+http://HOST:PORT`, or Upstash's own URL; with
  /// `[?prefix=NAME:]`.
  static func upstash(
    _ url: StoreURL, _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    var url = url
    let prefix = try url.takePrefix()
    let isPlain = url.scheme == "http" || url.scheme == "upstash+http"
    guard !(isPlain && url.isUpstash) else {
      throw StoreLocationError("Upstash would get its token unencrypted", "write https://")
    }
    let token =
      (url.password ?? url.user).map { Secret($0) }
      ?? context.token(
        own: "UPSTASH_REDIS_REST_TOKEN", companion: "UPSTASH_REDIS_REST_URL", host: url.host)
    guard token != nil || isPlain else {
      throw StoreLocationError(
        "the Upstash store at \(url.host) has no token",
        "set UPSTASH_REDIS_REST_TOKEN or STEPWELL_STORE_TOKEN")
    }
    let endpoint = try url.endpoint(scheme: isPlain ? "http" : "https")
    return .upstash(StoreEndpoint(url: endpoint, token: token, keyPrefix: prefix))
  }

  /// `redis://[user[:password]@]HOST[:PORT][/DATABASE][?prefix=NAME:]`, `rediss://` with TLS.
  static func redis(
    _ url: StoreURL, _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    var url = url
    let prefix = try url.takePrefix()
    try url.refuseQuery()
    let digits = url.path.dropFirst()
    guard digits.isEmpty || digits.utf8.allSatisfy(isDigit),
      let database = digits.isEmpty ? 0 : Int(digits)
    else {
      throw StoreLocationError(
        "after the host of a Redis store comes the number of a database", "write /0")
    }
    let hasToken = context.environment["STEPWELL_STORE_TOKEN"] != nil
    let password =
      url.password.map { Secret($0) } ?? (hasToken ? .variable("STEPWELL_STORE_TOKEN") : nil)
    return .redis(
      RedisServer(
        host: url.host, port: url.port ?? 6379, usesTLS: url.scheme == "rediss", user: url.user,
        password: password, database: database, keyPrefix: prefix))
  }
}

extension StoreURL {
  var isUpstash: Bool { host.hasSuffix(".upstash.io") }

  /// What the names of all keys are to begin with.
  fileprivate mutating func takePrefix() throws(StoreLocationError) -> String {
    guard let prefix = takeQuery("prefix") else { return "" }
    let isPlain = prefix.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x3A, 0x41...0x5A, 0x61...0x7A: true
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
      default: false
      }
    }
    guard isPlain else {
      throw StoreLocationError(
        "the prefix in the store's URL has characters that it cannot have",
        "write letters, digits, and - . _ : only")
    }
    return prefix
  }

  /// The URL to send requests to, without credentials and query.
  fileprivate func endpoint(scheme: String) throws(StoreLocationError) -> String {
    try refuseQuery()
    let isPlainPath = path.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"), UInt8(ascii: "%"):
        true
      default: false
      }
    }
    guard isPlainPath else {
      throw StoreLocationError("the path in the store's URL has characters that no URL has")
    }
    let trimmed = path.hasSuffix("/") ? String(path.dropLast()) : path
    return "\(scheme)://\(address)\(trimmed)"
  }

  fileprivate func refuseQuery() throws(StoreLocationError) {
    guard query.isEmpty else {
      throw StoreLocationError(
        "the store's URL has options after ? that mean nothing here", "leave them out")
    }
  }
}
