/// A yes-or-no property of a scalar, by the name that ECMA-262 gives it in `\p{Alphabetic}`.
enum Property: String, Sendable {
  case any = "Any"
  case assigned = "Assigned"
  case alphabetic = "Alphabetic"
  case uppercase = "Uppercase"
  case lowercase = "Lowercase"
  case whiteSpace = "White_Space"
  case emoji = "Emoji"
  case ideographic = "Ideographic"
  case ascii = "ASCII"
  case asciiHexDigit = "ASCII_Hex_Digit"
  case idStart = "ID_Start"
  case idContinue = "ID_Continue"

  func holds(for scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return switch self {
    case .any: true
    case .assigned: properties.generalCategory != .unassigned
    case .alphabetic: properties.isAlphabetic
    case .uppercase: properties.isUppercase
    case .lowercase: properties.isLowercase
    case .whiteSpace: properties.isWhitespace
    case .emoji: properties.isEmoji
    case .ideographic: properties.isIdeographic
    case .ascii: scalar.isASCII
    case .asciiHexDigit: properties.isASCIIHexDigit
    case .idStart: properties.isIDStart
    case .idContinue: properties.isIDContinue
    }
  }
}

/// The general categories of Unicode by their short and long names (UAX #44, section 5.7.1).
enum GeneralCategories {
  /// The categories that a name stands for, a group such as `L` or `Letter` included; nil for a
  /// name that is none.
  static func named(_ name: String) -> Set<Unicode.GeneralCategory>? {
    if name == "LC" || name == "Cased_Letter" {
      return [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]
    }
    let short = aliases[name] ?? name
    let found = all.filter { $0.short == short || short.count == 1 && $0.short.hasPrefix(short) }
    return found.isEmpty ? nil : Set(found.map(\.category))
  }

  private static let all: [(short: String, category: Unicode.GeneralCategory)] = [
    ("Lu", .uppercaseLetter), ("Ll", .lowercaseLetter), ("Lt", .titlecaseLetter),
    ("Lm", .modifierLetter), ("Lo", .otherLetter), ("Mn", .nonspacingMark), ("Mc", .spacingMark),
    ("Me", .enclosingMark), ("Nd", .decimalNumber), ("Nl", .letterNumber), ("No", .otherNumber),
    ("Pc", .connectorPunctuation), ("Pd", .dashPunctuation), ("Ps", .openPunctuation),
    ("Pe", .closePunctuation), ("Pi", .initialPunctuation), ("Pf", .finalPunctuation),
    ("Po", .otherPunctuation), ("Sm", .mathSymbol), ("Sc", .currencySymbol),
    ("Sk", .modifierSymbol), ("So", .otherSymbol), ("Zs", .spaceSeparator),
    ("Zl", .lineSeparator), ("Zp", .paragraphSeparator), ("Cc", .control), ("Cf", .format),
    ("Cs", .surrogate), ("Co", .privateUse), ("Cn", .unassigned),
  ]

  private static let aliases = [
    "Letter": "L", "Uppercase_Letter": "Lu", "Lowercase_Letter": "Ll", "Titlecase_Letter": "Lt",
    "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Mark": "M", "Combining_Mark": "M",
    "Nonspacing_Mark": "Mn", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Number": "N",
    "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
    "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd",
    "Open_Punctuation": "Ps", "Close_Punctuation": "Pe", "Initial_Punctuation": "Pi",
    "Final_Punctuation": "Pf", "Other_Punctuation": "Po", "Symbol": "S", "Math_Symbol": "Sm",
    "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk", "Other_Symbol": "So", "Separator": "Z",
    "Space_Separator": "Zs", "Line_Separator": "Zl", "Paragraph_Separator": "Zp", "Other": "C",
    "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Surrogate": "Cs", "Private_Use": "Co",
    "Unassigned": "Cn",
  ]
}
