public import JSON

/// An error as a peer sees it: a number, a stable name, a sentence that says what to do, and data.
public struct WireError: Error, Sendable, Equatable {
  public var type: ErrorType
  /// What is wrong and what to do about it, as a sentence.
  public var message: String
  /// Whether the same request may succeed later.
  public var isRetryable: Bool
  /// The place of the fault in the params.
  public var path: JSONPointer?
  /// The name that was probably meant.
  public var didYouMean: String?
  /// Further members of `data`: ids, limits, problems.
  public var details: JSON.Object

  public init(
    _ type: ErrorType, _ message: String, isRetryable: Bool? = nil, path: JSONPointer? = nil,
    didYouMean: String? = nil, details: JSON.Object = [:]
  ) {
    self.type = type
    self.message = message
    self.isRetryable = isRetryable ?? type.isRetryable
    self.path = path
    self.didYouMean = didYouMean
    self.details = details
  }

  /// `invalidParams` for a value that does not fit.
  public init(_ misfit: Misfit, readingParamsOf method: String) {
    self.init(
      .invalidParams, misfit.sentence(about: "params of \(method)"), path: misfit.place,
      didYouMean: misfit.didYouMean)
  }

  /// The member `data` of the error object: `type`, `retryable` and what else is known.
  public var data: JSON {
    var data: JSON.Object = ["type": .string(type.rawValue), "retryable": .bool(isRetryable)]
    if let path { data["path"] = .string(path.description) }
    if let didYouMean { data["didYouMean"] = .string(didYouMean) }
    for detail in details { data[detail.key] = detail.value }
    return .object(data)
  }

  /// The JSON-RPC error object `{code, message, data}`.
  public var json: JSON {
    ["code": JSON(type.code), "message": .string(message), "data": data]
  }
}
