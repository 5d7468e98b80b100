extension DefinitionShape {
  /// Open, because each kind has members of its own, which the configuration checks.
  static let agentConfiguration = DefinitionShape.object(
    "An agent and how it is called; each kind has further members of its own.",
    [
      .required(
        "kind",
        .choice(["host", "command", "chat", "mcp", "acp", "http", "echo", "fail", "delay"]),
        "How it is called."),
      .optional("maxConcurrency", .count, "Calls at once, for one engine."),
      .optional("rateLimit", .part(.rateLimit), "Calls in a time, for one engine."),
      .optional("retry", .part(.retry), "Its own default."),
      .optional("timeout", .either([.duration, .part(.timeout)]), "Its own default."),
    ], rule: .open)

  static let rateLimit = DefinitionShape.object(
    "How many calls in a time.",
    [
      .required("limit", .count, "How many."),
      .required("per", .duration, "In which time."),
    ])
}
