import HTTP
import JSON

/// A request for a chat completion, with the secrets that went into it.
struct ChatRequest {
  let http: HTTPRequest
  let secrets: [String]

  init(
    _ configuration: ChatConfiguration, for call: AgentCall,
    _ environment: (String) -> String?
  ) throws(AgentError) {
    var headers = [HTTPHeader("Content-Type", "application/json")]
    var secrets: [String] = []
    if let text = configuration.apiKey {
      // A line end from a file of secrets is no part of the key.
      let key = String(try text.resolved(environment).filter { !$0.isWhitespace })
      headers.append(HTTPHeader("Authorization", "Bearer \(key)"))
      secrets.append(key)
    }
    for (name, value) in try configuration.headers.resolved(environment) {
      headers.append(HTTPHeader(name, value))
    }
    secrets += try configuration.headers.secrets(from: environment)
    secrets += configuration.baseURL.variables.compactMap(environment)
    self.secrets = secrets
    http = HTTPRequest(
      method: "POST", url: Self.address(try configuration.baseURL.resolved(environment)),
      headers: headers, body: try Self.body(configuration, for: call, environment).bytes,
      idleTimeout: configuration.idleTimeout)
  }

  /// The endpoint under a base with or without a slash at its end.
  static func address(_ base: String) -> String {
    let path = "/chat/completions"
    var base = base[...]
    while base.last == "/" { base.removeLast() }
    return base.hasSuffix(path) ? String(base) : base + path
  }

  /// The body (https://platform.openai.com/docs/api-reference/chat/create).
  static func body(
    _ configuration: ChatConfiguration, for call: AgentCall,
    _ environment: (String) -> String?
  ) throws(AgentError) -> JSON {
    var messages: [JSON] = []
    if let system = configuration.system {
      messages.append(["role": "system", "content": .string(try system.resolved(environment))])
    }
    let thread =
      call.messages.isEmpty ? [AgentMessage(role: "user", content: call.input)] : call.messages
    messages += thread.map(message)
    var body = JSON.Object([
      ("model", .string(try configuration.model.resolved(environment))),
      ("messages", .array(messages)), ("stream", true),
      ("stream_options", ["include_usage": true] as JSON),
    ])
    if let schema = call.outputSchema {
      body["response_format"] = [
        "type": "json_schema", "json_schema": ["name": "result", "schema": schema],
      ]
    }
    for member in configuration.parameters { body[member.key] = member.value }
    if body["stream"] != true { body["stream_options"] = nil }
    return .object(body)
  }

  private static func message(_ message: AgentMessage) -> JSON {
    let roles = ["system", "developer", "user", "assistant"]
    // What tools said is kept without the ids that role `tool` would need.
    let role = roles.contains(message.role) ? message.role : "user"
    let content: JSON =
      switch message.content {
      case .string, .array: message.content
      case .null, .bool, .int, .double, .number, .object: .string(message.content.text)
      }
    return ["role": .string(role), "content": content]
  }
}
