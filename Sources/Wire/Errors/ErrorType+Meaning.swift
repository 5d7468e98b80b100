extension ErrorType {
  /// When the error is answered and what to do then, as one sentence.
  public var meaning: String {
    switch self {
    case .parseError: "The message is not JSON, or its framing is broken."
    case .invalidRequest: "The message is JSON but no JSON-RPC 2.0 request."
    case .methodNotFound: "There is no such method; `data.didYouMean` names a near one."
    case .invalidParams: "The params do not fit; `data.path` is the place as a JSON Pointer."
    case .internalError: "A bug of the engine; nothing was changed."
    case .notInitialized: "With `--strict`, `initialize` comes first."
    case .cancelled: "The request was cancelled by `$/cancelRequest`; the workflow goes on."
    case .workflowNotFound: "There is no such workflow."
    case .stepNotFound: "The workflow has no such step."
    case .invalidState: "The workflow or step is not in a state that allows this."
    case .invalidDefinition: "The definition has errors; `data.problems` lists them all."
    case .conflict: "The id or `idempotencyKey` was used before, with other params."
    case .limitExceeded: "A limit was exceeded; `data` has `path`, `size` and `limit`."
    case .agentNotFound: "No such agent is registered by this client."
    case .overloaded: "Too many requests are in flight; ask again after `data.retryAfterMs`."
    case .storeUnavailable:
      "The store cannot be reached; ask again, with an `idempotencyKey` where the change must not "
        + "happen twice."
    case .cursorExpired: "The events after this cursor are no longer kept; start anew."
    case .staleAttempt: "The call belongs to an attempt that is over; drop its result."
    case .missingCapability: "The client did not announce the capability this needs."
    case .threadNotFound: "There is no such thread."
    case .templateNotFound: "There is no such template or version."
    case .inputNotFound: "There is no such question."
    case .webhookNotFound: "There is no such webhook."
    case .scheduleNotFound: "There is no such schedule."
    case .forbidden: "The configuration does not allow this."
    case .subscriptionNotFound: "This connection has no such subscription."
    }
  }
}
