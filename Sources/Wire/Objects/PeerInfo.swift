/// What a program calls itself.
public struct PeerInfo: WireParams {
  public static let summary = "What a program calls itself."
  public static let isClosed = false

  public var name = ""
  public var version: String?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("name", &name, "The program's name.")
    visit.optional("version", &version, "The program's version.")
  }
}

/// Where workflows are kept.
public struct StoreInfo: WireObject {
  public static let summary = "Where workflows are kept."

  public var provider = ""
  public var location = ""
  public var durability: String?
  public var warnings: [String]?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("provider", &provider, "`memory`, `sqlite`, `libsql`, `upstash` or `redis`.")
    visit.required("location", &location, "The file or address, without secrets.")
    visit.optional(
      "durability", &durability,
      "What was answered survives: `none`, `process` a crash of the engine, `full` a power loss.")
    visit.optional("warnings", &warnings, "What to know about this place, a sentence each.")
  }
}

/// What this engine can do.
public struct Capabilities: WireObject {
  public static let summary = "What this engine can do."

  public var methods: [String] = []
  public var testClock = false

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("methods", &methods, "The methods it serves.")
    visit.required("testClock", &testClock, "Whether time only moves by `clock/advance`.")
  }
}

/// What a client announces that it can take.
public struct ClientCapabilities: WireParams {
  public static let summary = "What a client can take; members it has for others are ignored."
  public static let isClosed = false

  public var log: LogLevel?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.optional("log", &log, "Send `log/message` from this level on.")
  }
}
