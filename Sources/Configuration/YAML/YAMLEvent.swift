/// One event of a YAML stream, as libyaml's parser tells it, with its texts copied.
struct YAMLEvent {
  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(YAMLScalar)
    case sequenceStart(Properties)
    case sequenceEnd
    case mappingStart(Properties)
    case mappingEnd
  }

  /// What may stand before a value: `&anchor` and `!tag`.
  struct Properties {
    var anchor: String?
    var tag: String?
  }

  let kind: Kind
  /// Where it starts, counted in Unicode scalars from the start of the text.
  let start: Int
}

/// A scalar as it stands in the text, before a schema gives it a type.
struct YAMLScalar {
  let text: String
  /// Whether it stands without quotes and not as a block.
  let isPlain: Bool
  let properties: YAMLEvent.Properties
}
