import JSON

/// `initialize`: says who is there and what both can do.
public enum Initialize: Method {
  public static let name = "initialize"
  public static let summary = """
    Opens the conversation: who the client is and what it can take, who the engine is and what it \
    can do. Optional; unknown members are ignored, since clients of other protocols send many.
    """

  public struct Params: WireParams {
    public static let isClosed = false

    public var protocolVersion: Int?
    public var clientInfo: PeerInfo?
    public var capabilities: ClientCapabilities?
    public var processId: Nullable<Int>?
    public var agents: [AgentRegistration]?

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.optional("protocolVersion", &protocolVersion, "The major version the client speaks: 1.")
      visit.optional("clientInfo", &clientInfo, "Who the client is.")
      visit.optional("capabilities", &capabilities, "What the client can take.")
      visit.optional(
        "processId", &processId, "The client's process; the engine ends when that has ended.")
      visit.optional("agents", &agents, "Agents to register, as by `agent/register`.")
    }
  }

  public struct Result: WireObject {
    public var protocolVersion = ProtocolDocuments.version
    public var serverInfo = PeerInfo()
    public var capabilities = Capabilities()
    public var limits: [String: Int] = [:]
    public var store = StoreInfo()

    public init() {}

    public mutating func members(_ visit: inout some MemberVisitor) {
      visit.required("protocolVersion", &protocolVersion, "The major version spoken here: 1.")
      visit.required("serverInfo", &serverInfo, "Who the engine is.")
      visit.required("capabilities", &capabilities, "What the engine can do.")
      visit.required("limits", &limits, "Its limits by name, such as `maxMessageBytes`.")
      visit.required("store", &store, "Where workflows are kept.")
    }
  }

  public static let example = Example(
    params: [
      "protocolVersion": 1, "clientInfo": ["name": "editor", "version": "2.1"],
      "agents": [["agentId": "research-agent", "maxConcurrency": 4]],
    ],
    result: [
      "protocolVersion": 1, "serverInfo": ["name": "stepwell", "version": "1.0.0"],
      "capabilities": ["methods": ["workflow/create", "workflow/execute"], "testClock": false],
      "limits": ["maxMessageBytes": 67_108_864, "maxDepth": 256],
      "store": ["provider": "sqlite", "location": "work.db"],
    ])
}
