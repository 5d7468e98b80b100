import Engine
import JSON
import Time

/// How the beginning of a step is stored that calls no agent.
extension Event.Entry {
  func append(to data: inout JSON.Object) {
    switch kind {
    case .parallel: data.append("kind", "parallel")
    case .forEach(let items, let atOnce):
      data.append("kind", "forEach")
      data.append("items", items.json, origin: items.origin)
      if let atOnce { data.append("atOnce", JSON(atOnce)) }
    case .choice(let index):
      data.append("kind", "switch")
      data.append("case", JSON(index))
    case .loop: data.append("kind", "loop")
    case .sleep:
      data.append("kind", "sleep")
      data.append("reason", "timer")
    case .signal(let name):
      data.append("kind", "signal")
      data.append("reason", "signal")
      data.append("signal", .string(name))
    case .input(let question):
      data.append("kind", "input")
      data.append(question)
    case .child(let start):
      data.append("kind", "workflow")
      data.append("reason", "child")
      data.append("childWorkflowId", .string(start.id))
      data.append("input", start.input.json, origin: start.input.origin)
      if let slice = start.slice {
        data.append("slice", slice.budget.json)
        if slice.isBounded { data.append("isBounded", true) }
      }
    }
    if let until { data.append("until", .string("\(until)")) }
  }

  /// Reads what `append` wrote; nil where there is nothing of the kind.
  init?(stored data: JSON, attempt: Int, until: Instant?, value: (String) -> Value?) {
    let kind: Kind
    switch data["kind"]?.stringValue {
    case "parallel": kind = .parallel
    case "forEach":
      guard let items = value("items") else { return nil }
      kind = .forEach(items: items, atOnce: data["atOnce"]?.intValue)
    case "switch": kind = .choice(data["case"]?.intValue ?? 0)
    case "loop": kind = .loop
    case "sleep": kind = .sleep
    case "signal": kind = .signal(data["signal"]?.stringValue ?? "")
    case "input":
      kind = .input(
        Event.Question(
          id: data["inputId"]?.stringValue ?? "", prompt: data["prompt"]?.stringValue ?? "",
          schema: data["schema"], choices: data["choices"]?.arrayValue))
    case "workflow":
      guard let input = value("input"), let id = data["childWorkflowId"]?.stringValue else {
        return nil
      }
      let slice = data["slice"].flatMap(Budget.init(json:)).map {
        Slice(budget: $0, isBounded: data["isBounded"]?.boolValue ?? false)
      }
      kind = .child(Event.ChildStart(id: id, input: input, slice: slice))
    default: return nil
    }
    self.init(attempt: attempt, kind: kind, until: until)
  }
}

extension JSON.Object {
  fileprivate mutating func append(_ question: Event.Question) {
    append("inputId", .string(question.id))
    append("prompt", .string(question.prompt))
    if let schema = question.schema { append("schema", schema) }
    if let choices = question.choices { append("choices", .array(choices)) }
  }
}
