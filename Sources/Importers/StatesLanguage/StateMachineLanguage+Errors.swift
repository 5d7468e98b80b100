import JSON

/// Retry and Catch.
extension StateMachineLanguage {
  /// The handlers of a state's failures, with the document each is given.
  mutating func handlers(
    of state: JSON.Object, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> [(match: [String]?, document: StateDocument)] {
    var handlers: [(match: [String]?, document: StateDocument)] = []
    for (index, catcher) in (state["Catch"]?.arrayValue ?? []).enumerated() {
      let place = place.appending("Catch").appending(index)
      guard let object = catcher.objectValue else {
        throw ImportRefusal("a catcher is an object", at: place)
      }
      let known: Set<String> = ["ErrorEquals", "Next", "ResultPath", "Comment"]
      journal.loseMembers(of: object, beyond: known, at: place)
      let names = errorNames(object)
      if names.contains("States.TaskFailed") {
        journal.lose("States.TaskFailed catches timeouts here too", at: place)
      }
      let catchesAll = names.contains("States.ALL") || names.contains("States.TaskFailed")
      let output = #"{"Error": error.type, "Cause": error.message}"#
      var caught = document
      if let path = try resultPath(of: object, at: place) {
        caught = document.setting(path, to: output)
      }
      handlers.append((catchesAll ? nil : names.map(problemType), caught))
    }
    return handlers
  }

  private func errorNames(_ object: JSON.Object) -> [String] {
    object["ErrorEquals"]?.arrayValue?.compactMap(\.stringValue) ?? []
  }

  /// The type that the engine gives a problem where the States Language has a name of its own.
  private func problemType(_ name: String) -> String {
    name == "States.Timeout" || name == "States.HeartbeatTimeout" ? "timeout" : name
  }

  /// The retriers of a state as one policy.
  mutating func retry(
    of state: JSON.Object, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON? {
    let place = place.appending("Retry")
    let retriers = state["Retry"]?.arrayValue?.compactMap(\.objectValue) ?? []
    let used = retriers.filter { $0["MaxAttempts"]?.intValue != 0 }
    guard let first = used.first else { return nil }
    for (index, retrier) in retriers.enumerated() {
      journal.loseMembers(of: retrier, beyond: Self.retrierMembers, at: place.appending(index))
    }
    var policy = try self.policy(first, at: place)
    for other in used.dropFirst() where try self.policy(other, at: place) != policy {
      journal.lose(
        "a step has one retry policy: the intervals and the number of the first retrier hold for all",
        at: place)
      break
    }
    let names = used.flatMap(errorNames)
    if names.contains("States.ALL") || names.contains("States.TaskFailed") {
      journal.lose(
        "failures that an agent marks as final are not retried, whatever their name", at: place)
    } else {
      policy["retryOn"] = .array(names.map { .string(problemType($0)) })
    }
    let never = retriers.filter { $0["MaxAttempts"]?.intValue == 0 }.flatMap(errorNames)
    if !never.isEmpty { policy["nonRetryable"] = .array(never.map { .string(problemType($0)) }) }
    return .object(policy)
  }

  private static let retrierMembers: Set<String> = [
    "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds",
    "JitterStrategy", "Comment",
  ]

  private func policy(
    _ retrier: JSON.Object, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON.Object {
    let attempts = retrier["MaxAttempts"] ?? 3
    guard let count = attempts.intValue else {
      throw ImportRefusal("\"MaxAttempts\" is a number, not \(attempts.text)", at: place)
    }
    let interval = try seconds(retrier["IntervalSeconds"] ?? 1, at: place)
    let longest = try retrier["MaxDelaySeconds"].map { value throws(ImportRefusal) in
      try seconds(value, at: place)
    }
    return [
      "maxAttempts": JSON(count + 1), "backoff": "exponential", "initialInterval": interval,
      "multiplier": retrier["BackoffRate"] ?? 2, "maxInterval": longest ?? "24h",
      "jitter": retrier["JitterStrategy"]?.stringValue == "FULL" ? "full" : "none",
    ]
  }
}
