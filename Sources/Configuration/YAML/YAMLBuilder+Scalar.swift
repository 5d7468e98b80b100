import JSON

/// The tags of YAML 1.2's core schema.
enum CoreTag: String {
  case string = "tag:yaml.org,2002:str"
  case integer = "tag:yaml.org,2002:int"
  case float = "tag:yaml.org,2002:float"
  case boolean = "tag:yaml.org,2002:bool"
  case null = "tag:yaml.org,2002:null"
  case sequence = "tag:yaml.org,2002:seq"
  case mapping = "tag:yaml.org,2002:map"

  init?(_ tag: String) { self.init(rawValue: tag) }

  /// The scalar as this tag has it, given what the schema makes of its text; nil where it is no
  /// such thing.
  func cast(_ text: String, plain: JSON) -> JSON? {
    switch (self, plain) {
    case (.string, _): .string(text)
    case (.null, .null), (.boolean, .bool), (.integer, .int), (.integer, .number),
      (.float, .double), (.float, .number):
      plain
    case (.float, .int(let value)): .double(Double(value))
    default: nil
    }
  }
}

extension YAMLBuilder {
  /// The value of a scalar, by its tag or, where it has none, by the core schema.
  mutating func node(
    _ scalar: YAMLScalar, _ event: YAMLEvent
  ) throws(SourceProblem) -> YAMLNode {
    let value = try value(scalar, event)
    return YAMLNode(scalar: value, bytes: scalar.text.utf8.count, at: offset(of: event))
  }

  private mutating func value(
    _ scalar: YAMLScalar, _ event: YAMLEvent
  ) throws(SourceProblem) -> JSON {
    guard let written = scalar.properties.tag else {
      return scalar.isPlain ? try plain(scalar.text, event) : .string(scalar.text)
    }
    if written == "!" { return .string(scalar.text) }
    guard let tag = CoreTag(written) else { throw unknownTag(written, event) }
    guard let value = tag.cast(scalar.text, plain: try plain(scalar.text, event)) else {
      throw unknownTag(written, event)
    }
    return value
  }

  private mutating func plain(_ text: String, _ event: YAMLEvent) throws(SourceProblem) -> JSON {
    guard let value = CoreSchema.value(ofPlain: text) else {
      throw problem(
        event, "\(quoted(text)) is no number that JSON can hold",
        suggestion: "quote it if it is meant as text")
    }
    return value
  }
}
