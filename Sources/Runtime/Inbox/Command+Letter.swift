import Engine
import JSON
import Time

/// Commands as letters carry them: `{type, …}`.
extension Command {
  /// Nil for what only the engine itself asks of a workflow in its memory.
  var letter: JSON? {
    switch self {
    case .create, .admit, .claimed, .accepted, .interrupted: nil
    case .execute: ["type": "execute"]
    case .pause: ["type": "pause"]
    case .resume: ["type": "resume"]
    case .advance: ["type": "advance"]
    case .cancel(let reason): .object("cancel", ("reason", reason.map(JSON.string)))
    case .retry(let step): .object("retry", ("from", step.map(JSON.string)))
    case .addStep(_, let source, let after):
      .object("addStep", ("step", source), ("after", after.map(JSON.string)))
    case .update(let update): .object("update", ("update", update.json))
    case .delete(let force, let keepThreads):
      .object("delete", ("force", .bool(force)), ("keepThreads", .bool(keepThreads)))
    case .resolve(let step, let resolution):
      .object("resolve", ("step", .string(step)), ("resolution", resolution.json))
    case .heartbeat(let call):
      .object("heartbeat", ("callId", .string(call.description)))
    case .ended(let call, let outcome):
      .object("ended", ("callId", .string(call.description)), ("outcome", outcome.letter))
    case .append(let message, let thread):
      .object("append", ("thread", .string(thread)), ("message", message.letter))
    case .signal(let name, let payload):
      .object("signal", ("name", .string(name)), ("payload", payload))
    case .respond(let input, let response):
      .object("respond", ("input", .string(input)), ("response", response.letter))
    case .childEnded(let child, let outcome, let usage):
      .object(
        "childEnded", ("child", .string(child)), ("outcome", outcome.letter),
        ("usage", usage?.json))
    }
  }

  /// Reads a command; nil for one that this version does not know.
  init?(letter json: JSON, workflow: String) {
    switch json["type"]?.stringValue {
    case "execute": self = .execute
    case "pause": self = .pause
    case "resume": self = .resume
    case "advance": self = .advance
    case "cancel": self = .cancel(reason: json["reason"]?.stringValue)
    case "retry": self = .retry(from: json["from"]?.stringValue)
    case "update": self = .update(WorkflowUpdate(json: json["update"] ?? .null))
    case "delete":
      self = .delete(
        force: json["force"]?.boolValue ?? false,
        keepThreads: json["keepThreads"]?.boolValue ?? false)
    default:
      guard let command = Command(detailed: json) else { return nil }
      self = command
    }
  }

  private init?(detailed json: JSON) {
    switch json["type"]?.stringValue {
    case "addStep":
      guard let source = json["step"], let step = Step(letter: source) else { return nil }
      self = .addStep(step, source: source, after: json["after"]?.stringValue)
    case "resolve":
      guard let step = json["step"]?.stringValue,
        let resolution = json["resolution"].flatMap(Resolution.init(json:))
      else { return nil }
      self = .resolve(step: step, resolution)
    case "heartbeat":
      guard let call = json["callId"]?.stringValue.flatMap(CallID.init) else { return nil }
      self = .heartbeat(call)
    case "ended":
      guard let call = json["callId"]?.stringValue.flatMap(CallID.init),
        let outcome = json["outcome"].flatMap(Outcome.init(letter:))
      else { return nil }
      self = .ended(call, outcome)
    case "append":
      guard let thread = json["thread"]?.stringValue,
        let message = json["message"].flatMap(Message.init(letter:))
      else { return nil }
      self = .append(message, thread: thread)
    default:
      guard let command = Command(answering: json) else { return nil }
      self = command
    }
  }

  /// What steps wait for.
  private init?(answering json: JSON) {
    switch json["type"]?.stringValue {
    case "signal":
      guard let name = json["name"]?.stringValue else { return nil }
      self = .signal(name: name, payload: json["payload"] ?? .null)
    case "respond":
      guard let input = json["input"]?.stringValue,
        let response = json["response"].flatMap(Response.init(letter:))
      else { return nil }
      self = .respond(input: input, response)
    case "childEnded":
      guard let child = json["child"]?.stringValue,
        let outcome = json["outcome"].flatMap(ChildOutcome.init(letter:))
      else { return nil }
      self = .childEnded(child: child, outcome, usage: json["usage"].map(Usage.init(json:)))
    default: return nil
    }
  }
}

extension Step {
  fileprivate init?(letter source: JSON) {
    do throws(InvalidDefinition) { try self.init(parsing: source, at: .root) } catch {
      return nil
    }
  }
}

extension Outcome {
  fileprivate var letter: JSON {
    switch self {
    case .absent: ["type": "absent"]
    case .failed(let problem, let retryAfter):
      .object(
        "failed", ("problem", problem.json), ("unmarked", .bool(problem.isUnmarked)),
        ("retryAfterMs", retryAfter.map { JSON.int($0.milliseconds) }))
    case .completed(let result, let messages, let usage):
      .object(
        "completed", ("result", result), ("messages", .array(messages.map(\.letter))),
        ("usage", usage?.json))
    }
  }

  fileprivate init?(letter json: JSON) {
    switch json["type"]?.stringValue {
    case "absent": self = .absent
    case "failed":
      var problem = Problem(json: json["problem"] ?? .null)
      problem.isUnmarked = json["unmarked"]?.boolValue ?? false
      self = .failed(
        problem,
        retryAfter: json["retryAfterMs"]?.intValue.map { .milliseconds($0) })
    case "completed":
      let messages = json["messages"]?.arrayValue ?? []
      self = .completed(
        json["result"] ?? .null, messages: messages.compactMap(Message.init(letter:)),
        usage: json["usage"].map(Usage.init(json:)))
    default: return nil
    }
  }
}

extension Response {
  fileprivate var letter: JSON {
    switch self {
    case .accept(let content): ["type": "accept", "content": content]
    case .decline: ["type": "decline"]
    }
  }

  fileprivate init?(letter json: JSON) {
    switch json["type"]?.stringValue {
    case "accept": self = .accept(json["content"] ?? .null)
    case "decline": self = .decline
    default: return nil
    }
  }
}

extension ChildOutcome {
  fileprivate var letter: JSON {
    switch self {
    case .completed(let output): ["type": "completed", "output": output]
    case .failed(let problem): ["type": "failed", "problem": problem.json]
    case .cancelled(let reason): .object("cancelled", ("reason", reason.map(JSON.string)))
    }
  }

  fileprivate init?(letter json: JSON) {
    switch json["type"]?.stringValue {
    case "completed": self = .completed(json["output"] ?? .null)
    case "failed": self = .failed(Problem(json: json["problem"] ?? .null))
    case "cancelled": self = .cancelled(reason: json["reason"]?.stringValue)
    default: return nil
    }
  }
}

extension Message {
  fileprivate var letter: JSON {
    var object: JSON.Object = ["role": .string(role), "content": content.json]
    object["metadata"] = metadata
    return .object(object)
  }

  fileprivate init?(letter json: JSON) {
    guard let role = json["role"]?.stringValue, let content = json["content"] else { return nil }
    self.init(role: role, content: Value(content), metadata: json["metadata"])
  }
}

extension JSON {
  /// An object of a type, without the members that have no value.
  static func object(_ type: String, _ members: (key: String, value: JSON?)...) -> JSON {
    var object: Object = ["type": .string(type)]
    for member in members {
      if let value = member.value { object.append(member.key, value) }
    }
    return .object(object)
  }
}
