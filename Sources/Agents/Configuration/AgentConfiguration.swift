public import JSON

/// One agent of `stepwell.yaml`: what it calls, and how it is to be treated.
public struct AgentConfiguration: Sendable, Equatable {
  /// What the agent calls.
  public enum Kind: Sendable, Equatable {
    case command(CommandConfiguration)
    case chat(ChatConfiguration)
    case http(HTTPAgentConfiguration)
    case echo
    case fail
    case delay
  }

  /// When a call, or a step with all its attempts, is given up.
  public struct Timeout: Sendable, Equatable {
    public var attempt: Duration?
    public var total: Duration?
    /// The longest time without a sign of life.
    public var idle: Duration?

    public init(attempt: Duration? = nil, total: Duration? = nil, idle: Duration? = nil) {
      self.attempt = attempt
      self.total = total
      self.idle = idle
    }
  }

  /// What is set aside of a budget before a call.
  public struct Reserve: Sendable, Equatable {
    public var tokens: Int?
    public var costUSD: Double?

    public init(tokens: Int? = nil, costUSD: Double? = nil) {
      self.tokens = tokens
      self.costUSD = costUSD
    }
  }

  public var kind: Kind
  public var description: String?
  /// How many calls may run at once in one engine; nil: as many as there are.
  public var maxConcurrency: Int?
  public var rateLimit: RateLimit?
  /// The retry policy for steps without one of their own, as definitions have it; read by whoever
  /// reads definitions.
  public var retry: JSON?
  public var timeout: Timeout?
  public var reserve: Reserve?

  public init(_ kind: Kind) { self.kind = kind }

  /// The names of the environment variables that its calls need.
  public var variables: [String] {
    let texts: [ConfiguredText?] =
      switch kind {
      case .command(let command): command.argv + [command.workingDirectory]
      case .chat(let chat):
        [chat.baseURL, chat.model, chat.apiKey, chat.system] + Array(chat.headers.values)
      case .http(let http): [http.url] + Array(http.headers.values)
      case .echo, .fail, .delay: []
      }
    return Set(texts.compactMap { $0 }.flatMap(\.variables)).sorted()
  }
}
