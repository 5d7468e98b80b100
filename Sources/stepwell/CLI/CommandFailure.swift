import Configuration
import JSONRPC
import Store
import Wire

/// Why a command ends without having done what was asked.
struct CommandFailure: Error {
  /// One sentence that says what to do; nil where all is said already.
  let message: String?
  /// The exit status, one of `ExitStatus`.
  let status: Int32

  init(_ status: Int32, _ message: String? = nil) {
    self.status = status
    self.message = message
  }

  /// The engine's refusal, told as a command tells it.
  init(_ error: RPCError) {
    self.init(
      error.type.flatMap(ErrorType.init(rawValue:)).map(Self.status) ?? ExitStatus.internalError,
      error.message)
  }

  /// Whatever stopped a command.
  init(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as RPCError: self.init(error)
    case let problem as SourceProblem:
      self.init(
        problem.isMissing ? ExitStatus.notFound : ExitStatus.invalidDefinition,
        problem.description)
    case let problems as ConfigurationProblems:
      self.init(ExitStatus.configuration, problems.description)
    case let problems as AgentProblems:
      self.init(ExitStatus.configuration, problems.description)
    case let error as StoreError: self.init(ExitStatus.unavailable, error.message)
    default: self.init(ExitStatus.internalError, "\(error)")
    }
  }

  private static func status(of type: ErrorType) -> Int32 {
    switch type {
    case .parseError, .invalidRequest, .methodNotFound, .invalidParams, .notInitialized:
      ExitStatus.usage
    case .invalidDefinition: ExitStatus.invalidDefinition
    case .workflowNotFound, .stepNotFound, .agentNotFound, .threadNotFound, .templateNotFound,
      .inputNotFound, .webhookNotFound, .scheduleNotFound, .subscriptionNotFound:
      ExitStatus.notFound
    case .storeUnavailable, .overloaded: ExitStatus.unavailable
    case .internalError: ExitStatus.internalError
    case .cancelled, .invalidState, .conflict, .limitExceeded, .cursorExpired, .staleAttempt,
      .missingCapability, .forbidden:
      ExitStatus.failed
    }
  }
}
