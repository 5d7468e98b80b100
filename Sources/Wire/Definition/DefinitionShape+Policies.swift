import JSON

extension DefinitionShape {
  static let retry = DefinitionShape.object(
    "Whether and when to try again. Without it: 3 attempts for outages, none for final errors.",
    [
      .optional(
        "maxAttempts", .integer(1...1_000_000), standard: 3, "Attempts in all, the first included."),
      .optional(
        "backoff", .choice(["constant", "linear", "exponential"]), standard: "exponential",
        "How the time between attempts grows."),
      .optional(
        "initialInterval", .duration, standard: "1s", "The time before the second attempt."),
      .optional("multiplier", .number(1), standard: 2, "What each interval is multiplied by."),
      .optional("maxInterval", .duration, standard: "60s", "The longest interval."),
      .optional(
        "jitter", .choice(["none", "full"]), standard: "full",
        "Whether each interval is drawn by chance from nothing to its full length."),
      .optional("retryOn", .list(.text), "Try again only after these types of problem."),
      .optional("nonRetryable", .list(.text), "Never try again after these types of problem."),
    ])

  static let timeout = DefinitionShape.object(
    "How long a step may take.",
    [
      .optional("attempt", .duration, "One attempt."),
      .optional("total", .duration, "All attempts and the time between them."),
      .optional("idle", .duration, "The silence of an attempt between heartbeats."),
    ])

  static let errorHandler = DefinitionShape.object(
    "What to do when a step has failed; the first that matches handles it.",
    [
      .optional(
        "match", .either([.text, .list(.text)]), "The types of problem; without it, every one."),
      .optional("steps", .steps, "Run these; the last one's result is the step's."),
      .optional("result", .template, "Complete with this result."),
      .optional("continue", .yes, "Go on as if the step had been skipped."),
    ], rule: .exactlyOne(["steps", "result", "continue"]))

  static let defaults = DefinitionShape.object(
    "What holds for every step that says nothing else.",
    [
      .optional("retry", .part(.retry), "Whether and when to try again after a failure."),
      .optional(
        "timeout", .either([.duration, .part(.timeout)]), "How long an attempt may take, or more."),
      .optional(
        "onInterrupted", .choice(interruptions), standard: "retry",
        "What becomes of an attempt that was running when the engine died."),
    ])

  static let budget = DefinitionShape.object(
    "What the agents of a workflow may use; exceeded, it waits until it is raised or cancelled.",
    [
      .optional("agentCalls", .integer(0...Int.max), "Calls of agents, each attempt one; exact."),
      .optional("tokens", .integer(0...Int.max), "Tokens read and written by models."),
      .optional("costUSD", .number(0), "Money, in US dollars."),
      .optional("duration", .duration, "Time, pauses left out."),
    ])

  static let concurrency = DefinitionShape.object(
    "At most so many with the same key at once, over the whole store, first come first served.",
    [
      .required("key", .expression, "What they have in common."),
      .required("limit", .count, "How many at once."),
    ])
}
