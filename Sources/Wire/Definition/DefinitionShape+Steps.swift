import JSON

extension DefinitionShape {
  static let agentStep = step(
    "agent", "Calls an agent with an input; the result is what it answers.",
    [
      .required("agentId", .name, "The agent that does the work."),
      .optional("input", .template, "What it is told; without it, the previous step's result."),
      .optional("threadId", .name, "The conversation to join; without it, one of its own."),
      .optional(
        "context", .choice(["previous", "all", "none"]), standard: "previous",
        "How much of what went before the agent is told."),
      .optional(
        "outputSchema", .part(.schema),
        "What the result has to satisfy; a text is read as JSON, and repaired once."),
    ])

  static let sleepStep = step(
    "sleep", "Waits for a time, across restarts.",
    [
      .optional(
        "duration", .either([.duration, .embedding]), "How long, or `${…}` that gives it."),
      .optional(
        "until", .matching(dateTime + #"|\$\{"#),
        "Until when: an RFC 3339 date-time, or `${…}` that gives one."),
    ], rule: .exactlyOne(["duration", "until"]))

  private static let dateTime =
    #"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$"#

  static let signalStep = step(
    "signal", "Waits for `workflow/signal`; the result is the payload. Earlier signals are kept.",
    [
      .required("signal", .name, "The name of the signal."),
      .optional("schema", .part(.schema), "What the payload has to satisfy."),
      onTimeout,
    ])

  static let inputStep = step(
    "input", "Asks people; the result is the answer.",
    [
      .required("prompt", .name, "The question; may contain `${…}`."),
      .optional("schema", .part(.schema), "What the answer has to satisfy."),
      .optional("choices", .some(.any), "The answers to choose from."),
      onTimeout,
    ])

  static let workflowStep = step(
    "workflow", "Runs another workflow; the result is its output.",
    [
      .optional("template", .name, "The template to make it from."),
      .optional("definition", .part(.definition), "Its definition, written out."),
      .optional("input", .template, "Its input."),
      .optional("await", .boolean, standard: true, "Whether to wait until it has finished."),
    ], rule: .exactlyOne(["template", "definition"]))

  static let setStep = step(
    "set", "Writes variables; the previous result stays what it was.",
    [.required("values", .map(.template), "New values by variable.")])

  static let failStep = step(
    "fail", "Ends the workflow as failed.",
    [.optional("message", .template, "The reason; may contain `${…}`.")])

  static let succeedStep = step(
    "succeed", "Ends the workflow as completed.",
    [.optional("output", .template, "The workflow's output.")])

  private static let onTimeout = Field.optional(
    "onTimeout", .choice(["fail", "continue"]), standard: "fail",
    "Whether the step fails then, or ends without a result.")
}
