import JSON

extension DefinitionShape {
  static let durationText = DefinitionShape.value(
    "A duration: `90s`, `1h30m`, `250ms`, `2d` or ISO 8601 `PT1H30M`; a bare number is refused.",
    [
      "type": "string", "examples": ["90s", "1h30m", "PT1H30M"],
      "pattern": #"^((\d+(\.\d+)?(ms|s|m|h|d))+|P[0-9WDTHMS.]+|.*\$\{.*\}.*)$"#,
    ])

  static let expression = DefinitionShape.value(
    "A CEL expression, bare: no `${…}` around it.",
    ["type": "string", "examples": ["steps.review.result.score >= 0.8", "size(input.items) > 0"]])

  static let template = DefinitionShape.value(
    """
    Any JSON; `${…}` in its strings holds CEL. A string that is one `${…}` keeps the type of its \
    value; `$${` is a literal `${`.
    """,
    ["examples": ["Summarize: ${previous}", ["topic": "${input.topic}", "depth": 2]]])
}
