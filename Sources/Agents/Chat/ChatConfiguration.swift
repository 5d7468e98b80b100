public import JSON

/// Which model a `chat` agent asks, and how.
public struct ChatConfiguration: Sendable, Equatable {
  /// What tokens cost, in US dollars a million.
  public struct Price: Sendable, Equatable {
    public var input: Double
    public var output: Double

    public init(input: Double, output: Double) {
      self.input = input
      self.output = output
    }
  }

  /// Address of the API, to which `/chat/completions` is added.
  public var baseURL: ConfiguredText
  public var model: ConfiguredText
  /// Sent as a bearer token; nil: none is sent.
  public var apiKey: ConfiguredText?
  /// What the model is told before the thread.
  public var system: ConfiguredText?
  /// Further members of the request, such as `temperature` and `max_tokens`.
  public var parameters: JSON.Object
  public var headers: [String: ConfiguredText]
  public var price: Price?
  /// How long the server may stay silent, before the first word and between two.
  public var idleTimeout: Duration

  public init(
    baseURL: ConfiguredText, model: ConfiguredText, apiKey: ConfiguredText? = nil,
    system: ConfiguredText? = nil, parameters: JSON.Object = JSON.Object(),
    headers: [String: ConfiguredText] = [:], price: Price? = nil,
    idleTimeout: Duration = .seconds(300)
  ) {
    self.baseURL = baseURL
    self.model = model
    self.apiKey = apiKey
    self.system = system
    self.parameters = parameters
    self.headers = headers
    self.price = price
    self.idleTimeout = idleTimeout
  }
}
