import HTTP
import JSON

/// Asks a model behind an OpenAI-compatible endpoint for the next message of the step's thread.
///
/// The answer is streamed: its pieces are reported as deltas. A step's `outputSchema` is sent as
/// `response_format`, and the text is then given as the JSON that it holds, or as it is where it
/// holds none. The key is sent to the endpoint and goes nowhere else.
public struct ChatAgent: Agent {
  public let configuration: ChatConfiguration
  private let surroundings: AgentSurroundings

  public init(_ configuration: ChatConfiguration, in surroundings: AgentSurroundings) {
    self.configuration = configuration
    self.surroundings = surroundings
  }

  public func run(
    _ call: AgentCall, report: @escaping @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> AgentAnswer {
    let request = try ChatRequest(configuration, for: call, surroundings.environment)
    do throws(AgentError) {
      let answer = try await answer(to: request, report)
      let text = try answer.finished()
      return .completed(
        AgentResult(result(text, for: call), usage: answer.usage.map(withCost)))
    } catch {
      var error = error
      error.message = hide(request.secrets, in: error.message)
      throw error
    }
  }

  // MARK: - The exchange

  private func answer(
    to request: ChatRequest, _ report: @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> ChatAnswer {
    let stream = try await open(request.http)
    report(.heartbeat)
    guard (200..<300).contains(stream.status) else {
      let body = try await wholeBody(of: stream, upTo: 64 << 10)
      throw AgentError(
        answer: HTTPResponse(status: stream.status, headers: stream.headers, body: body),
        now: surroundings.now(), hiding: request.secrets)
    }
    let type = stream.headers["content-type"]?.lowercased() ?? ""
    return type.contains("json")
      ? try await whole(stream, report) : try await streamed(stream, report)
  }

  private func open(_ request: HTTPRequest) async throws(AgentError) -> HTTPStream {
    do throws(HTTPError) {
      return try await surroundings.http.stream(request)
    } catch {
      throw AgentError(error)
    }
  }

  private func wholeBody(of stream: HTTPStream, upTo limit: Int) async throws(AgentError) -> [UInt8]
  {
    do throws(HTTPError) {
      return try await stream.body.prefix(bytes: limit)
    } catch {
      throw AgentError(error)
    }
  }

  // MARK: - The two forms of an answer

  /// An answer in one piece, from a server that does not stream.
  private func whole(
    _ stream: HTTPStream, _ report: @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> ChatAnswer {
    let body = try await wholeBody(of: stream, upTo: .max)
    var answer = ChatAnswer()
    let text = try answer.take(try Self.json(body))
    if !text.isEmpty { report(.delta(text)) }
    return answer
  }

  private func streamed(
    _ stream: HTTPStream, _ report: @Sendable (AgentUpdate) -> Void
  ) async throws(AgentError) -> ChatAnswer {
    var answer = ChatAnswer()
    var events = ServerSentEvents()
    let body = stream.body.makeAsyncIterator()
    while let bytes = try await next(of: body, isFinished: answer.isFinished) {
      report(.heartbeat)
      for event in events.take(bytes) {
        if event == Array("[DONE]".utf8) { return answer }
        let text = try answer.take(try Self.json(event))
        if !text.isEmpty { report(.delta(text)) }
      }
    }
    return answer
  }

  private func next(
    of body: HTTPBody.AsyncIterator, isFinished: Bool
  ) async throws(AgentError) -> [UInt8]? {
    do throws(HTTPError) {
      return try await body.next()
    } catch {
      // A connection that breaks after the last word takes nothing away.
      if isFinished, error.kind != .cancelled { return nil }
      throw AgentError(error)
    }
  }

  private static func json(_ bytes: [UInt8]) throws(AgentError) -> JSON {
    do throws(JSONSyntaxError) {
      return try JSON(parsing: bytes)
    } catch {
      throw AgentError(
        type: "malformed", message: "the server sent something that is not JSON: \(error)",
        isRetryable: true)
    }
  }

  // MARK: - The result

  private func result(_ text: String, for call: AgentCall) -> JSON {
    guard call.outputSchema != nil else { return .string(text) }
    do throws(JSONSyntaxError) {
      return try JSON(parsing: text)
    } catch {
      // The engine holds it against the schema and tells the model what was wrong.
      return .string(text)
    }
  }

  private func withCost(_ usage: AgentUsage) -> AgentUsage {
    guard let price = configuration.price else { return usage }
    let cost = Double(usage.inputTokens) * price.input + Double(usage.outputTokens) * price.output
    return AgentUsage(
      inputTokens: usage.inputTokens, outputTokens: usage.outputTokens, costUSD: cost / 1_000_000)
  }
}
