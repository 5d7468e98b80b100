import JSON
import Time

extension DefinitionReader {
  /// What few steps say; nil where this one says none of it.
  mutating func rules(_ object: JSON.Object, at path: JSONPointer) -> StepRules? {
    let keys = ["if", "needs", "onError", "compensate", "concurrency"]
    guard object.members.contains(where: { keys.contains($0.key) }) else { return nil }
    return StepRules(
      condition: condition("if", in: object, at: path),
      needs: strings("needs", in: object, at: path) ?? [],
      handlers: handlers(object["onError"], at: path.appending("onError")),
      compensation: object["compensate"].flatMap {
        refuseNeeds(of: $0, at: path.appending("compensate"))
        return step($0, at: path.appending("compensate"), key: 0)
      }, concurrency: concurrency(in: object, at: path))
  }

  private mutating func handlers(_ value: JSON?, at path: JSONPointer) -> [ErrorHandler] {
    guard let value else { return [] }
    guard let elements = value.arrayValue else {
      note(
        "wrongType", "\"onError\" must be an array of {match?, steps | result | continue}", at: path
      )
      return []
    }
    return elements.indices.compactMap { index in
      handler(elements[index], at: path.appending(index))
    }
  }

  private mutating func handler(_ value: JSON, at path: JSONPointer) -> ErrorHandler? {
    let known = ["match", "steps", "result", "continue"]
    guard let object = object(value, at: path, called: "an error handler", known: known) else {
      return nil
    }
    exactlyOne(of: ["steps", "result", "continue"], in: object, at: path)
    let match =
      object["match"]?.stringValue.map { [$0] } ?? strings("match", in: object, at: path)
    if let steps = object["steps"] {
      let steps = within(names: ["error"]) { $0.stepList(steps, at: path.appending("steps")) }
      return ErrorHandler(match: match, remedy: .steps(steps))
    }
    if let result = object["result"] {
      let result = within(names: ["error"]) { $0.template(result, at: path.appending("result")) }
      return ErrorHandler(match: match, remedy: .result(result))
    }
    if object["continue"] != nil, object["continue"]?.boolValue != true {
      note(
        "unknownValue", "\"continue\" must be true; leave the handler out where it should not",
        at: path.appending("continue"))
    }
    return ErrorHandler(match: match, remedy: .skip)
  }

  mutating func concurrency(in object: JSON.Object, at path: JSONPointer) -> Concurrency? {
    guard let value = object["concurrency"], language == .expressions else { return nil }
    let place = path.appending("concurrency")
    guard
      let object = self.object(value, at: place, called: "concurrency", known: ["key", "limit"])
    else { return nil }
    let key = condition("key", in: object, at: place, required: true)
    if object["limit"] == nil {
      note("missing", "\"limit\" is required", at: place.appending("limit"))
    }
    let limit = int("limit", in: object, at: place, range: 1...Int.max)
    guard let key, let limit else { return nil }
    return Concurrency(key: key, limit: limit)
  }

  mutating func retry(_ value: JSON?, at path: JSONPointer) -> RetryPolicy? {
    guard let value else { return nil }
    let known = [
      "maxAttempts", "backoff", "initialInterval", "multiplier", "maxInterval", "jitter", "retryOn",
      "nonRetryable",
    ]
    guard let object = object(value, at: path, called: "retry", known: known) else { return nil }
    var policy = RetryPolicy()
    int("maxAttempts", in: object, at: path, range: 1...1_000_000).map { policy.maxAttempts = $0 }
    choice("backoff", in: object, at: path, of: RetryPolicy.Backoff.self)
      .map { policy.backoff = $0 }
    duration("initialInterval", in: object, at: path).map { policy.initialInterval = $0 }
    number("multiplier", in: object, at: path, atLeast: 1).map { policy.multiplier = $0 }
    policy.maxInterval =
      duration("maxInterval", in: object, at: path)
      ?? max(policy.maxInterval, policy.initialInterval)
    choice("jitter", in: object, at: path, of: RetryPolicy.Jitter.self).map { policy.jitter = $0 }
    policy.retryOn = strings("retryOn", in: object, at: path)
    strings("nonRetryable", in: object, at: path).map { policy.nonRetryable = $0 }
    return policy
  }

  mutating func timeouts(_ value: JSON?, at path: JSONPointer) -> Timeouts {
    guard let value else { return Timeouts() }
    guard value.objectValue != nil else {
      return Timeouts(attempt: duration(value, at: path, called: "\"timeout\""))
    }
    let known = ["attempt", "total", "idle"]
    guard let object = object(value, at: path, called: "timeout", known: known) else {
      return Timeouts()
    }
    return Timeouts(
      attempt: duration("attempt", in: object, at: path),
      total: duration("total", in: object, at: path), idle: duration("idle", in: object, at: path))
  }
}
