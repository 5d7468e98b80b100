import JSON

extension DefinitionShape {
  static let definition = DefinitionShape.object(
    "A workflow definition: what is to be done, in which order, and what may go wrong.",
    workflowFields)

  static let file = DefinitionShape.object(
    "A workflow definition in a file of its own, JSON or YAML.",
    workflowFields + [
      .optional(
        "agents", .map(.part(.agent)),
        "Agents by id, for `stepwell run FILE` alone; elsewhere they are forbidden.")
    ])

  private static let workflowFields: [Field] = [
    .optional("$schema", .text, "The address of this schema, for editors."),
    .required("name", .name, "The workflow's name."),
    .optional("description", .text, "What it is for."),
    .optional("input", .any, "Its input, taken literally."),
    .optional("inputSchema", .part(.schema), "The JSON Schema its input has to satisfy."),
    .optional("vars", .part(.vars), "Variables and their first values, taken literally."),
    .optional("steps", .steps, "Its steps in order."),
    .optional("output", .template, "Its output; without it, the last step's result."),
    .optional("defaults", .part(.defaults), "What holds for every step that says nothing else."),
    .optional("timeout", .duration, "How long it may take, pauses left out."),
    .optional("budget", .part(.budget), "What its agents may use; then it waits to be raised."),
    .optional(
      "concurrency", .part(.concurrency), "How many workflows with the same key run at once."),
    .optional("priority", .integer(0...9), standard: 0, "Who goes first when slots are scarce."),
    .optional("metadata", .object, "The author's own data."),
  ]
}
