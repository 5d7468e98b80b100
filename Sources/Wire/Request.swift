public import JSON

/// The checked params of one call, with what every method takes besides its own members.
public struct Request<Called: Method>: Sendable {
  public let params: Called.Params
  /// The caller's key for this change; nil for methods that change nothing.
  public let idempotencyKey: String?
  /// What the caller wants to be carried along.
  public let meta: JSON?
  private let given: JSON.Object

  /// Reads the `params` of a message; none and `null` count as `{}`.
  ///
  /// Throws `invalidParams` with `data.path` and, where a name was nearly right, `didYouMean`.
  public init(params: JSON?) throws(WireError) {
    do throws(Misfit) {
      try self.init(reading: params ?? .null)
    } catch {
      throw WireError(error, readingParamsOf: Called.name)
    }
  }

  private init(reading json: JSON) throws(Misfit) {
    given = json.isNull ? JSON.Object() : try JSON.Object(json: json, .strict)
    meta = given["_meta"]
    var key: String?
    if Called.mutates, let json = given[Wire.idempotencyKey.name] {
      do throws(Misfit) {
        let text = try String(json: json, .strict)
        guard !text.isEmpty else { throw Misfit("must not be empty") }
        key = text
      } catch {
        throw error.inside(Wire.idempotencyKey.name)
      }
    }
    idempotencyKey = key
    params = try Called.Params(
      object: given, .strict, also: ["_meta"] + (Called.mutates ? [Wire.idempotencyKey.name] : []))
  }

  /// What two requests with the same `idempotencyKey` must have in common.
  public var body: JSON {
    var body = given
    body["_meta"] = nil
    body[Wire.idempotencyKey.name] = nil
    return .object(body)
  }
}
