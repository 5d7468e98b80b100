/// A jq expression, as far as CEL can say it.
indirect enum Query: Equatable {
  /// `.`
  case current
  /// `$name`
  case variable(String)
  case literal(String)
  /// A text with expressions: `"a \(.b)"`.
  case text([TextPart])
  case member(Query, String)
  case element(Query, Query)
  case list([Query])
  case map([(key: String, value: Query)])
  case call(String, [Query])
  case binary(String, Query, Query)
  case negated(Query)
  /// `value | next`
  case pipe(Query, Query)
  case choice(Query, Query, Query)

  enum TextPart: Equatable {
    case literal(String)
    case query(Query)
  }

  static func == (left: Query, right: Query) -> Bool {
    switch (left, right) {
    case (.current, .current): true
    case (.variable(let one), .variable(let other)): one == other
    case (.literal(let one), .literal(let other)): one == other
    case (.member(let one, let name), .member(let other, let otherName)):
      one == other && name == otherName
    default: false
    }
  }
}
