import JSON

extension TaskLanguage {
  /// `call`: an agent named by what is called, with the arguments as its input.
  mutating func calling(
    _ callee: JSON, _ task: Task, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowBlock {
    let place = task.place.appending("with")
    let arguments = task.body["with"] ?? [:]
    let name = callee.stringValue ?? "call"
    if let function = reusable["functions"]?[name]?.objectValue {
      return try calling(function, called: name, task, document)
    }
    if arguments["subscription"]?["foreach"] != nil {
      throw ImportRefusal(
        "tasks for each message of a subscription are not imported; use a workflow a message",
        at: place.appending("subscription").appending("foreach"))
    }
    return agent(name, try input(arguments, document, at: place), task)
  }

  /// A function of the workflow's own: its arguments are what its expressions see.
  private mutating func calling(
    _ function: JSON.Object, called name: String, _ task: Task, _ document: StateDocument
  ) throws(ImportRefusal) -> FlowBlock {
    let step = journal.name("\(task.name) arguments")
    let given = try template(
      task.body["with"] ?? [:], document, at: task.place.appending("with"))
    let place = JSONPointer.root.appending("use").appending("functions").appending(name)
    let callee = function["call"]?.stringValue ?? "call"
    let input = try input(
      function["with"] ?? [:], StateDocument(CEL.result(of: step)), at: place.appending("with"))
    let call = agent(callee, input, task)
    return FlowBlock(steps: [StepText.value(step, given)] + call.steps, document: call.document)
  }

  /// The arguments of a call, its endpoint filled in and its authentication resolved.
  private mutating func input(
    _ arguments: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON {
    guard let object = arguments.objectValue else {
      return try template(arguments, document, at: place)
    }
    var input = JSON.Object()
    for member in object.members {
      let place = place.appending(member.key)
      switch member.key {
      case "endpoint": input["endpoint"] = try endpoint(member.value, document, at: place)
      case "authentication":
        input["authentication"] = try authentication(member.value, document, at: place)
      case "subscription":
        journal.lose("the agent has to evaluate the jq expressions of a subscription", at: place)
        input["subscription"] = CEL.escaped(member.value)
      default: input[member.key] = try template(member.value, document, at: place)
      }
    }
    return .object(input)
  }

  /// An address, in which `{name}` stands for a member of the document.
  private mutating func endpoint(
    _ value: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON {
    if let text = value.stringValue {
      guard Self.expression(in: text) == nil else {
        return try template(value, document, at: place)
      }
      return .string(Self.filled(text, document))
    }
    guard var object = value.objectValue else { return value }
    if let address = object["uri"] {
      object["uri"] = try endpoint(address, document, at: place.appending("uri"))
    }
    if let value = object["authentication"] {
      object["authentication"] = try authentication(
        value, document, at: place.appending("authentication"))
    }
    return .object(object)
  }

  private static func filled(_ text: String, _ document: StateDocument) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      result += CEL.escaped(String(rest[..<open])) + "${\(document.part([name]).expression)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + CEL.escaped(String(rest))
  }

  private mutating func authentication(
    _ value: JSON, _ document: StateDocument, at place: JSONPointer
  ) throws(ImportRefusal) -> JSON {
    if let name = (value["use"] ?? value).stringValue {
      if let found = reusable["authentications"]?[name] {
        let place = JSONPointer.root.appending("use").appending("authentications")
        return try template(found, document, at: place.appending(name))
      }
      throw ImportRefusal("there is no authentication \(JSON.string(name).text) to use", at: place)
    }
    journal.note("credentials are better kept in the configuration of the agent", at: place)
    return try template(value, document, at: place)
  }
}
