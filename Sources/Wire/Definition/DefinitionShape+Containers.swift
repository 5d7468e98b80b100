import JSON

extension DefinitionShape {
  static let parallelStep = step(
    "parallel", "Runs branches at once; the result is keyed by branch or step name.",
    [
      .optional("branches", .map(.steps), "Steps in order by branch name."),
      .optional("steps", .steps, "Steps at once, except where `needs` makes one wait."),
      .optional(
        "join", .either([.choice(["all", "any", "settled"]), .count]), standard: "all",
        "When it is done: all completed, any one (the rest is cancelled), all ended, or so many."),
      maxConcurrency,
    ], rule: .exactlyOne(["branches", "steps"]))

  static let forEachStep = step(
    "forEach", "Runs its steps once for each item; the result is an array in item order.",
    [
      .required(
        "items", .either([.list(.any), .embedding]),
        "The items: `${…}` that gives an array, or an array."),
      .optional(
        "as", .matching("^[A-Za-z_][A-Za-z0-9_]*$"), standard: "item",
        "The name of the item in expressions."),
      .required("steps", .steps, "What is done with an item."),
      maxConcurrency,
      .optional(
        "onItemError", .choice(["fail", "continue"]), standard: "fail",
        "Whether a failed item fails the step."),
    ])

  static let switchStep = step(
    "switch", "Runs the steps of the first case that is true.",
    [
      .required("cases", .list(.part(.switchCase)), "The cases in order."),
      .optional("default", .steps, "What is done where no case is true."),
    ])

  static let switchCase = DefinitionShape.object(
    "One case of a `switch`.",
    [
      .required("when", .expression, "Whether this is the case."),
      .required("steps", .steps, "What is done then."),
    ])

  static let loopStep = step(
    "loop", "Runs its steps again and again.",
    [
      .required("steps", .steps, "What is repeated."),
      .optional("while", .expression, "Checked before each iteration: go on if true."),
      .optional("until", .expression, "Checked after each iteration: stop if true."),
      .required("maxIterations", .count, "How often at most."),
    ], rule: .notBoth("while", "until"))

  private static let maxConcurrency = Field.optional(
    "maxConcurrency", .count,
    "How many run at once; without it all branches, and a thousand of the items.")
}
