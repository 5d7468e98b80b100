import JSON

/// The steps that every import writes.
enum StepText {
  /// A step that has a value as its result: the built-in agent that returns its input.
  static func value(_ name: String, _ template: JSON) -> JSON.Object {
    ["name": .string(name), "agentId": "echo", "input": template]
  }

  /// A step that ends its container as failed with a type of problem, so that handlers can match it.
  static func failure(_ name: String, type: JSON, message: JSON) -> JSON.Object {
    ["name": .string(name), "agentId": "fail", "input": ["type": type, "message": message]]
  }

  static func list(_ steps: [JSON.Object]) -> JSON { .array(steps.map(JSON.object)) }
}
