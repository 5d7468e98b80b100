import JSON

extension DefinitionShape {
  static let durationText = DefinitionShape.value(
    "A duration: `90s`, `1h30m`, `250ms`, `2d` or ISO 8601 `PT1H30M`; a bare number is refused.",
    [
      "type": "string", "examples": ["90s", "1h30m", "PT1H30M"],
      "pattern": .string("^(\(plain)|P(\(dates)|(\(dates))?T(\(times))))$"),
    ])

  private static let plain = sum(of: ["d", "h", "m", "s", "ms"])
  private static let dates = sum(of: ["W", "D"])
  private static let times = sum(of: ["H", "M", "S"])

  /// A pattern of at least one number with a unit, each unit at most once and in this order.
  private static func sum(of units: [String]) -> String {
    let number = #"\d+(\.\d+)?"#
    return units.indices.map { first in
      number + units[first]
        + units[(first + 1)...].map { "(\(number)\($0))?" }.joined()
    }.joined(separator: "|")
  }

  static let expression = DefinitionShape.value(
    "A CEL expression, bare: no `${…}` around it. `true` and `false` may be written as such.",
    [
      "type": ["string", "boolean"], "minLength": 1,
      "not": ["type": "string", "pattern": #"^\$\{[^}]*\}$"#],
      "examples": ["steps.review.result.score >= 0.8", "size(input.items) > 0"],
    ])

  static let template = DefinitionShape.value(
    """
    Any JSON; `${…}` in its strings holds CEL. A string that is one `${…}` keeps the type of its \
    value; `$${` is a literal `${`.
    """,
    ["examples": ["Summarize: ${previous}", ["topic": "${input.topic}", "depth": 2]]])
}
