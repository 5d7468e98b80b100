import Engine
import JSON
package import Store

/// What came of a letter, as the owner of its workflow writes it for the engine that asked.
enum LetterAnswer {
  /// It was carried out; the asker reads the workflow.
  case done
  case rejected(Rejection)
  /// A condition of the command no longer holds.
  case conflict
  /// The owner is of an older version and cannot read the letter.
  case unreadable

  var json: JSON {
    switch self {
    case .done: ["type": "done"]
    case .conflict: ["type": "conflict"]
    case .unreadable: ["type": "unreadable"]
    case .rejected(let rejection): .object("rejected", ("rejection", rejection.letter))
    }
  }

  init(json: JSON) {
    switch json["type"]?.stringValue {
    case "done": self = .done
    case "conflict": self = .conflict
    case "rejected":
      self =
        json["rejection"].flatMap { Rejection(letter: $0) }.map(LetterAnswer.rejected)
        ?? .unreadable
    default: self = .unreadable
    }
  }
}

extension LetterAnswer {
  /// The refusal, if it is one.
  func reply(of workflow: String) -> CommandReply? {
    switch self {
    case .done: nil
    case .rejected(let rejection): .refused(.rejected(rejection, workflow: workflow))
    case .conflict, .unreadable: .refused(.conflict)
    }
  }
}

extension DocumentID {
  /// The kind of the documents in which answers wait for those who asked.
  package static let answerKind = "answer"

  /// The engine that an answer is for.
  var asker: String { key.split(separator: ":").dropLast().joined(separator: ":") }

  /// Where the answer to a letter is written.
  static func answer(to letter: String) -> DocumentID {
    DocumentID(kind: answerKind, key: letter)
  }
}

/// Rejections as answers carry them: `{type, …}`.
extension Rejection {
  fileprivate var letter: JSON {
    switch self {
    case .notFound: ["type": "notFound"]
    case .exists: ["type": "exists"]
    case .paused: ["type": "paused"]
    case .stillRunning: ["type": "stillRunning"]
    case .tooManySteps: ["type": "tooManySteps"]
    case .alreadyFinished(let status): .object("alreadyFinished", ("status", status.letter))
    case .notRunning(let status): .object("notRunning", ("status", status.letter))
    case .notPaused(let status): .object("notPaused", ("status", status.letter))
    case .notRetryable(let status): .object("notRetryable", ("status", status.letter))
    case .stepNotFound(let step): .object("stepNotFound", ("step", .string(step)))
    case .stepPassed(let step): .object("stepPassed", ("step", .string(step)))
    case .stepNotResolvable(let step, _): .object("stepNotResolvable", ("step", .string(step)))
    case .staleAttempt(let call):
      .object("staleAttempt", ("callId", .string(call.description)))
    case .ambiguousStep(let step, let candidates):
      .object(
        "ambiguousStep", ("step", .string(step)),
        ("candidates", .array(candidates.map(JSON.string))))
    case .inputNotFound(let input): .object("inputNotFound", ("input", .string(input)))
    case .unfitting(let sentences):
      .object("unfitting", ("sentences", .array(sentences.map(JSON.string))))
    case .tooManySignals: ["type": "tooManySignals"]
    case .stepNotReached(let step): .object("stepNotReached", ("step", .string(step)))
    case .stepNotKept(let step): .object("stepNotKept", ("step", .string(step)))
    case .invalidDefinition(let invalid):
      .object("invalidDefinition", ("problems", .array(invalid.problems.map(\.letter))))
    }
  }

  fileprivate init?(letter json: JSON) {
    let status = json["status"]?.stringValue.flatMap(Workflow.Status.init(rawValue:)) ?? .running
    let step = json["step"]?.stringValue ?? ""
    switch json["type"]?.stringValue {
    case "notFound": self = .notFound
    case "exists": self = .exists
    case "paused": self = .paused
    case "stillRunning": self = .stillRunning
    case "tooManySteps": self = .tooManySteps
    case "alreadyFinished": self = .alreadyFinished(status)
    case "notRunning": self = .notRunning(status)
    case "notPaused": self = .notPaused(status)
    case "notRetryable": self = .notRetryable(status)
    case "stepNotFound": self = .stepNotFound(step)
    case "stepPassed": self = .stepPassed(step)
    // Which phase it was in is told to nobody.
    case "stepNotResolvable": self = .stepNotResolvable(step, .pending)
    case "staleAttempt":
      guard let call = json["callId"]?.stringValue.flatMap(CallID.init) else { return nil }
      self = .staleAttempt(call)
    case "ambiguousStep":
      self = .ambiguousStep(step, candidates: Self.texts(json["candidates"]))
    case "inputNotFound": self = .inputNotFound(json["input"]?.stringValue ?? "")
    case "unfitting": self = .unfitting(Self.texts(json["sentences"]))
    case "tooManySignals": self = .tooManySignals
    case "stepNotReached": self = .stepNotReached(step)
    case "stepNotKept": self = .stepNotKept(step)
    case "invalidDefinition":
      let problems = (json["problems"]?.arrayValue ?? []).compactMap(
        DefinitionProblem.init(letter:))
      self = .invalidDefinition(InvalidDefinition(problems: problems))
    default: return nil
    }
  }

  private static func texts(_ json: JSON?) -> [String] {
    (json?.arrayValue ?? []).compactMap(\.stringValue)
  }
}

extension DefinitionProblem {
  fileprivate var letter: JSON {
    var object: JSON.Object = ["code": .string(code), "message": .string(message)]
    object.append("severity", .string(severity.rawValue))
    object.append("path", .string(path.description))
    if let suggestion { object.append("suggestion", .string(suggestion)) }
    return .object(object)
  }

  fileprivate init?(letter json: JSON) {
    guard let code = json["code"]?.stringValue, let message = json["message"]?.stringValue,
      let path = json["path"]?.stringValue.flatMap({ JSONPointer($0) })
    else { return nil }
    self.init(
      code, message, at: path, suggestion: json["suggestion"]?.stringValue,
      severity: json["severity"]?.stringValue.flatMap(Severity.init(rawValue:)) ?? .error)
  }
}

extension Workflow.Status {
  fileprivate var letter: JSON { .string(rawValue) }
}
