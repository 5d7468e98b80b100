/// Where an `http` agent posts its calls.
public struct HTTPAgentConfiguration: Sendable, Equatable {
  public var url: ConfiguredText
  /// Further headers by name.
  public var headers: [String: ConfiguredText]
  /// How long the server may stay silent.
  public var idleTimeout: Duration?
  /// The size in bytes that an answer may have.
  public var maxResponseBytes: Int

  public init(
    url: ConfiguredText, headers: [String: ConfiguredText] = [:], idleTimeout: Duration? = nil,
    maxResponseBytes: Int = 64 << 20
  ) {
    self.url = url
    self.headers = headers
    self.idleTimeout = idleTimeout
    self.maxResponseBytes = maxResponseBytes
  }
}

extension [String: ConfiguredText] {
  /// The headers with the values of their variables, in the order of their names.
  func resolved(
    _ environment: (String) -> String?
  ) throws(AgentError) -> [(name: String, value: String)] {
    var headers: [(name: String, value: String)] = []
    for (name, text) in sorted(by: { $0.key < $1.key }) {
      headers.append((name, try text.resolved(environment)))
    }
    return headers
  }

  /// What in the headers nobody else is to see: each value, the words of one that grants access
  /// (a server may repeat the token without its `Bearer`), and what came from the environment.
  func secrets(from environment: (String) -> String?) throws(AgentError) -> [String] {
    var secrets: [String] = []
    for (name, value) in try resolved(environment) {
      secrets.append(value)
      guard name.lowercased().hasSuffix("authorization") else { continue }
      secrets += value.split(separator: " ").map(String.init).filter { $0.count >= 8 }
    }
    return secrets + values.flatMap(\.variables).compactMap(environment)
  }
}
