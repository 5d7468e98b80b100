public import JSON

/// One method of the protocol: what it is called, takes, answers and refuses.
///
/// A method is one file in `Methods/`, which reads like its line in the reference. Dispatch, JSON
/// Schema, OpenRPC document, reference and client types follow from `Methods.all`.
public protocol Method: Sendable {
  /// The members of `params`.
  associatedtype Params: WireParams
  /// What a request is answered with; `Null` for notifications, which are not answered.
  associatedtype Result: WireValue

  /// The name on the wire, such as `workflow/pause`.
  static var name: String { get }
  /// What the method does, as one or two sentences.
  static var summary: String { get }
  /// The application errors a caller has to expect, besides JSON-RPC's own.
  static var errors: [ErrorType] { get }
  /// A call as it may be seen on the wire; checked against the schema.
  static var example: Example { get }
  /// Who sends it.
  static var sender: Sender { get }
  /// Whether it is sent without an id and never answered.
  static var isNotification: Bool { get }
  /// Whether it changes what is stored; then it takes an `idempotencyKey`.
  static var mutates: Bool { get }
  /// Whether a request may be answered late by its own wish, and counts to the limit of those.
  static func waits(_ params: Params) -> Bool
}

/// The params and the result of one call.
public struct Example: Sendable {
  public let params: JSON
  public let result: JSON

  public init(params: JSON, result: JSON = .null) {
    self.params = params
    self.result = result
  }
}

/// Which of the two peers sends a method.
public enum Sender: String, Sendable {
  case client, engine, either
}

extension Method {
  public static var errors: [ErrorType] { [] }
  public static var sender: Sender { .client }
  public static var isNotification: Bool { false }
  public static var mutates: Bool { false }
  public static func waits(_ params: Params) -> Bool { false }
}

/// The member that every method which changes something takes besides its own.
let idempotencyKey = (
  name: "idempotencyKey",
  summary: "A key of the caller's making: the same key and params give the same result, and the "
    + "change happens once."
)
