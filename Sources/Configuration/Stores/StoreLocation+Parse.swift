extension StoreLocation {
  /// Reads where workflows are kept.
  ///
  /// Forms: `sqlite:./work.db`, `sqlite:///srv/work.db`, a bare path, a `file:` URL, `memory:`,
  /// `libsql://HOST`, `http(s)://HOST` (libSQL; `https://….upstash.io` is Upstash), `upstash` (its
  /// address is in `UPSTASH_REDIS_REST_URL`), `upstash://HOST`, `upstash+http://HOST:PORT`,
  /// `redis://user:password@HOST:PORT/DATABASE`, `rediss://…`, those two and Upstash's with
  /// `?prefix=NAME:` for the names of all keys. A whole `${env.NAME}` is looked up;
  /// as password or token it stays a reference.
  /// - Throws: what to write instead; never a part of a password or token.
  public init(_ text: String, in context: StoreContext) throws(StoreLocationError) {
    guard let reference = EnvironmentReference(text) else {
      self = try Self.parse(text, context)
      return
    }
    guard let value = context.environment[reference.name] else {
      throw StoreLocationError("the variable \(reference.name), which names the store, is not set")
    }
    self = try Self.parse(value, context)
  }

  private static func parse(
    _ text: String, _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    guard !text.isEmpty else {
      throw StoreLocationError("the store is empty", "name a file, or write memory:")
    }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      throw StoreLocationError("the store's name has a control character in it", "remove it")
    }
    let scheme = scheme(of: text)
    switch scheme {
    case nil: return try word(text, context)
    case "memory": return try memory(text)
    case "sqlite", "file":
      return try sqlite(text, scheme: scheme == "file" ? .file : .sqlite, context)
    case "libsql": return try libsql(StoreURL(text), context)
    case "http", "https": return try web(StoreURL(text), context)
    case "upstash", "upstash+http", "upstash+https": return try upstash(StoreURL(text), context)
    case "redis", "rediss": return try redis(StoreURL(text), context)
    case .some(let unknown): throw unknownScheme(unknown)
    }
  }

  /// What stands before the first colon, unless a slash comes first: then it is a path.
  private static func scheme(of text: String) -> String? {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
    let scheme = text[..<colon].lowercased()
    let isScheme = scheme.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
      default: false
      }
    }
    return isScheme ? scheme : nil
  }

  private static func word(
    _ text: String, _ context: StoreContext
  ) throws(StoreLocationError) -> StoreLocation {
    switch text {
    case "memory", ":memory:": return .memory
    case "upstash": return try upstashOfEnvironment(context)
    case "sqlite", "libsql", "turso", "redis", "file":
      throw StoreLocationError(
        "\"\(text)\" alone does not say which store",
        "write \(text == "turso" ? "libsql" : text):…, or ./\(text) for a file of that name")
    default:
      return .sqlite(path: absolutePath(text, in: context.folder, environment: context.environment))
    }
  }

  private static func memory(_ text: String) throws(StoreLocationError) -> StoreLocation {
    guard ["memory:", "memory://"].contains(text.lowercased()) else {
      throw StoreLocationError("a store in memory has no name", "write memory:")
    }
    return .memory
  }

  private static func unknownScheme(_ scheme: String) -> StoreLocationError {
    let known = [
      "sqlite", "file", "memory", "libsql", "http", "https", "upstash", "upstash+http", "redis",
      "rediss",
    ]
    return StoreLocationError(
      "there is no store of the kind \(quoted(scheme))",
      didYouMean(scheme, among: known)
        ?? "write one of \(known.map { $0 + ":" }.joined(separator: " ")), or ./ before a path")
  }
}
