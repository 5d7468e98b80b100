/// One word of an expression's text.
enum Token: Equatable {
  case end
  case identifier(String)
  /// A field name in backticks.
  case quotedIdentifier(String)
  /// Digits without their sign.
  case int(UInt64)
  case uint(UInt64)
  case double(Double)
  case string(String)
  case bytes([UInt8])
  case symbol(Symbol)

  /// How the token is named in an error.
  var description: String {
    switch self {
    case .end: "the end of the expression"
    case .identifier(let name): "'\(name)'"
    case .quotedIdentifier(let name): "`\(name)`"
    case .int, .uint, .double: "a number"
    case .string: "a string"
    case .bytes: "bytes"
    case .symbol(let symbol): "'\(symbol.rawValue)'"
    }
  }
}

enum Symbol: String {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case dot = "."
  case colon = ":"
  case question = "?"
  case not = "!"
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
  case modulo = "%"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case and = "&&"
  case or = "||"
}
