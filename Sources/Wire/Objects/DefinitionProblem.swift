import JSON

/// What is wrong at one place of a definition.
public struct DefinitionProblem: WireObject {
  public static let summary = "What is wrong at one place of a definition."

  public var severity = Severity.error
  public var code = ""
  public var message = ""
  public var path = ""
  public var suggestion: String?

  public init() {}

  public mutating func members(_ visit: inout some MemberVisitor) {
    visit.required("severity", &severity, "Whether the definition is refused for it.")
    visit.required("code", &code, "A stable name for the kind of problem.")
    visit.required("message", &message, "What is wrong and what to do, as a sentence.")
    visit.required("path", &path, "The place in the definition, as a JSON Pointer.")
    visit.optional("suggestion", &suggestion, "What was probably meant.")
  }

  static let example: JSON = [
    "severity": "error", "code": "unknownMember",
    "message": "\"agentID\" is not a member of an agent step; did you mean \"agentId\"?",
    "path": "/steps/0/agentID", "suggestion": "agentId",
  ]
}

/// How bad a problem is.
public enum Severity: String, WireEnum {
  public static let summary = "`error`: the definition is refused; `warning`: it may surprise."

  case error, warning
}
