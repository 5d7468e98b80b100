import JSON

extension DefinitionShape {
  /// A step of one type: its own fields, then those that every step has.
  static func step(
    _ type: String, _ summary: String, _ own: [Field], rule: Rule? = nil
  ) -> DefinitionShape {
    let types: Field =
      type == "agent"
      ? .optional("type", .constant(type), standard: "agent", "The kind of step; may be left out.")
      : .required("type", .constant(type), "The kind of step.")
    let common = commonFields.filter { field in !own.contains { $0.name == field.name } }
    return .object(summary, [types] + own + common, rule: rule)
  }

  private static let commonFields: [Field] = [
    .optional("name", .name, "The step's handle in expressions, unique in the definition."),
    .optional("if", .expression, "Skip the step where this is false."),
    .optional("needs", .list(.text), "In a `parallel` with `steps`: the steps that come before."),
    .optional("retry", .part(.retry), "Whether and when to try again after a failure."),
    .optional(
      "timeout", .either([.duration, .part(.timeout)]), "How long an attempt may take, or more."),
    .optional("heartbeat", .duration, "How long an attempt may be silent; `timeout.idle`."),
    .optional("onError", .list(.part(.errorHandler)), "What to do instead of failing."),
    .optional(
      "compensate", .part(.step), "Undoes the step when the workflow fails or is cancelled later."),
    .optional(
      "onInterrupted", .choice(interruptions), standard: "retry",
      "What becomes of an attempt that was running when the engine died."),
    .optional("concurrency", .part(.concurrency), "How many steps with the same key run at once."),
    .optional("metadata", .object, "The author's own data."),
  ]

  static let interruptions = ["retry", "fail", "ask"]
}
