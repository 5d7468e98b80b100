/// The errors of the protocol by their stable names, which stand in `data.type`.
public enum ErrorType: String, WireEnum {
  public static let summary = "The stable name of an error, for programs; the code says the same."

  // JSON-RPC 2.0 and the Language Server Protocol.
  case parseError, invalidRequest, methodNotFound, invalidParams, internalError
  case notInitialized, cancelled
  // The application's own.
  case workflowNotFound, stepNotFound, invalidState, invalidDefinition, conflict, limitExceeded
  case agentNotFound, overloaded, storeUnavailable, cursorExpired, staleAttempt, missingCapability
  case threadNotFound, templateNotFound, inputNotFound, webhookNotFound, scheduleNotFound, forbidden
  case subscriptionNotFound

  /// The number on the wire.
  public var code: Int {
    switch self {
    case .parseError: -32700
    case .invalidRequest: -32600
    case .methodNotFound: -32601
    case .invalidParams: -32602
    case .internalError: -32603
    case .notInitialized: -32002
    case .cancelled: -32800
    case .workflowNotFound: 1001
    case .stepNotFound: 1002
    case .invalidState: 1003
    case .invalidDefinition: 1004
    case .conflict: 1005
    case .limitExceeded: 1006
    case .agentNotFound: 1007
    case .overloaded: 1008
    case .storeUnavailable: 1009
    case .cursorExpired: 1010
    case .staleAttempt: 1011
    case .missingCapability: 1012
    case .threadNotFound: 1013
    case .templateNotFound: 1014
    case .inputNotFound: 1015
    case .webhookNotFound: 1016
    case .scheduleNotFound: 1017
    case .forbidden: 1018
    case .subscriptionNotFound: 1100
    }
  }

  /// Whether the same request may succeed later without anything else being done.
  public var isRetryable: Bool { self == .overloaded || self == .storeUnavailable }
}
