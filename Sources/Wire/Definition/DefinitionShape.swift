import JSON

/// What one part of a definition looks like: the data from which its JSON Schema is made.
enum DefinitionShape: Sendable {
  /// An object with these members and no others; `rule` says which exclude each other.
  case object(String, [Field], rule: Rule? = nil)
  /// Any of the parts, told apart by a member that is constant in each.
  case any(String, of: [DefinitionPart])
  /// Parts in an order.
  case list(String, of: DefinitionPart)
  /// A value whose schema is written out.
  case value(String, JSON)

  /// One member of an object.
  struct Field: Sendable {
    let name: String
    let type: FieldType
    let isRequired: Bool
    let standard: JSON?
    let summary: String

    static func required(_ name: String, _ type: FieldType, _ summary: String) -> Field {
      Field(name: name, type: type, isRequired: true, standard: nil, summary: summary)
    }

    static func optional(
      _ name: String, _ type: FieldType, standard: JSON? = nil, _ summary: String
    ) -> Field {
      Field(name: name, type: type, isRequired: false, standard: standard, summary: summary)
    }
  }

  /// What members say about each other.
  enum Rule: Sendable {
    case exactlyOne([String])
    case notBoth(String, String)
    /// Members that are not listed are allowed.
    case open
  }
}

/// What a member of a definition may be.
indirect enum FieldType: Sendable {
  case text
  /// A text that is not empty.
  case name
  case boolean
  /// `true` and nothing else.
  case yes
  case integer(ClosedRange<Int>)
  /// A number that is at least so much.
  case number(Int)
  case any
  case object
  /// This word and no other, which tells the object from its siblings.
  case constant(String)
  case choice([String])
  case part(DefinitionPart)
  case list(FieldType)
  /// A list that is not empty.
  case some(FieldType)
  /// A text in which the regular expression is found.
  case matching(String)
  case map(FieldType)
  case either([FieldType])

  static let steps = FieldType.part(.steps)
  static let duration = FieldType.part(.duration)
  static let expression = FieldType.part(.expression)
  static let template = FieldType.part(.template)
  static let count = FieldType.integer(1...Int.max)
  /// A text with at least one expression in it.
  static let embedding = FieldType.matching(#"\$\{"#)
}
