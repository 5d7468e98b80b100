import JSON
public import Time

/// `server/info`: what this engine is and has to do.
public enum ServerInfo: Method {
  public static let name = "server/info"
  public static let summary = "Answers versions, store, limits and counts."

  public typealias Params = NoParams
  public struct Result: WireObject {
    public var serverInfo = PeerInfo()
    public var protocolVersion = ProtocolDocuments.version
    public var processId = 0
    public var startedAt = Instant(milliseconds: 0)
    public var store = StoreInfo()
    public var scope: String?
    public var capabilities = Capabilities()
    public var limits: [String: Int] = [:]
    public var counts: [String: Int] = [:]

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("serverInfo", &serverInfo, "Who the engine is.")
      visit.required("protocolVersion", &protocolVersion, "The major version spoken here: 1.")
      visit.required("processId", &processId, "The engine's process.")
      visit.required("startedAt", &startedAt, "When it started.")
      visit.required("store", &store, "Where workflows are kept.")
      visit.optional("scope", &scope, "Whose workflows this engine runs; absent: all of the store.")
      visit.required("capabilities", &capabilities, "What the engine can do.")
      visit.required("limits", &limits, "Its limits by name.")
      visit.required(
        "counts", &counts,
        "Workflows by status, agents, subscriptions, requests in flight, by name.")
    }
  }

  public static let example = Example(
    params: [:],
    result: [
      "serverInfo": ["name": "stepwell", "version": "1.0.0"], "protocolVersion": 1,
      "processId": 4711, "startedAt": .string(Sample.created),
      "store": ["provider": "sqlite", "location": "work.db", "durability": "full"],
      "capabilities": ["methods": ["server/info", "server/ping"], "testClock": false],
      "limits": ["maxMessageBytes": 67_108_864], "counts": ["running": 2, "paused": 1],
    ])
}
