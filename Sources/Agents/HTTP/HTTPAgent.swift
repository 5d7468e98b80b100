import HTTP
import JSON

/// Posts each call as JSON to an endpoint.
///
/// The body is the call as `agent/run` has it; `Idempotency-Key` is the call's own. Success is
/// 2xx with `{result, messages?, usage?}`, with any other JSON, which is then the result, or with
/// text; 202 means that the result will be told by `agent/complete`.
public struct HTTPAgent: Agent {
  public let configuration: HTTPAgentConfiguration
  private let surroundings: AgentSurroundings

  public init(_ configuration: HTTPAgentConfiguration, in surroundings: AgentSurroundings) {
    self.configuration = configuration
    self.surroundings = surroundings
  }

  public func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    let headers = try configuration.headers.resolved(surroundings.environment)
    let secrets =
      try configuration.headers.secrets(from: surroundings.environment)
      + configuration.url.variables.compactMap(surroundings.environment)
    do throws(AgentError) {
      return try await run(call, headers, hiding: secrets)
    } catch {
      var error = error
      error.message = hide(secrets, in: error.message)
      throw error
    }
  }

  private func run(
    _ call: AgentCall, _ headers: [(name: String, value: String)], hiding secrets: [String]
  ) async throws(AgentError) -> AgentAnswer {
    let request = HTTPRequest(
      method: "POST", url: try configuration.url.resolved(surroundings.environment),
      headers: [
        HTTPHeader("Content-Type", "application/json"),
        HTTPHeader("Idempotency-Key", call.idempotencyKey),
      ] + headers.map { HTTPHeader($0.name, $0.value) },
      body: call.json.bytes, idleTimeout: configuration.idleTimeout,
      maxResponseBytes: configuration.maxResponseBytes)
    let response = try await send(request)
    guard (200..<300).contains(response.status) else {
      throw AgentError(answer: response, now: surroundings.now(), hiding: secrets)
    }
    return response.status == 202 ? .accepted() : .completed(try Self.result(in: response))
  }

  private func send(_ request: HTTPRequest) async throws(AgentError) -> HTTPResponse {
    do throws(HTTPError) {
      return try await surroundings.http.send(request)
    } catch {
      throw AgentError(error)
    }
  }

  static func result(in response: HTTPResponse) throws(AgentError) -> AgentResult {
    guard !response.body.isEmpty else { return AgentResult(.null) }
    let type = response.headers["content-type"]?.lowercased() ?? "application/json"
    guard type.contains("json") else {
      guard let text = String(validating: response.body, as: UTF8.self) else {
        throw AgentError(badOutput: "the answer is neither JSON nor UTF-8 text")
      }
      return AgentResult(.string(text))
    }
    let value: JSON
    do throws(JSONSyntaxError) {
      value = try JSON(parsing: response.body)
    } catch {
      throw AgentError(badOutput: "the answer is not JSON: \(error)")
    }
    let members = value.objectValue?.keys ?? []
    let isEnvelope =
      members.contains("result") && members.allSatisfy(["result", "messages", "usage"].contains)
    return isEnvelope ? try AgentResult(json: value) : AgentResult(value)
  }
}
