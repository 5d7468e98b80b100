import JSON

/// What an unquoted scalar means by YAML 1.2's core schema (yaml.org/spec/1.2.2, §10.3.2).
enum CoreSchema {
  /// The value of a scalar without quotes; nil for infinities and what is not a number (`.nan`),
  /// which JSON has no word for.
  static func value(ofPlain text: String) -> JSON? {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
      "-.Inf", "-.INF":
      nil
    default: number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> JSON? {
    guard let first = text.utf8.first, first < 0x3A else { return nil }
    if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
    guard let normal = jsonText(ofDecimal: text) else { return nil }
    do {
      return try JSON(parsing: normal)
    } catch {
      return nil
    }
  }

  private static func integer(_ digits: Substring, radix: Int) -> JSON? {
    let isSigned = digits.first == "+" || digits.first == "-"
    guard !isSigned, let value = UInt64(digits, radix: radix) else { return nil }
    return Int64(exactly: value).map(JSON.int) ?? .number(String(value))
  }

  /// A decimal number as JSON writes it, without `+`, leading zeros and bare points.
  private static func jsonText(ofDecimal text: String) -> String? {
    var rest = text.utf8[...]
    let sign = takeSign(&rest)
    let whole = takeDigits(&rest)
    var fraction = rest[..<rest.startIndex]
    let hasPoint = rest.first == UInt8(ascii: ".")
    if hasPoint {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard !(whole.isEmpty && fraction.isEmpty), let exponent = takeExponent(&rest), rest.isEmpty
    else { return nil }

    let significant = Substring(whole.drop { $0 == UInt8(ascii: "0") })
    let point = hasPoint ? ".\(fraction.isEmpty ? "0" : Substring(fraction))" : ""
    return sign + (significant.isEmpty ? "0" : significant) + point + exponent
  }

  /// `-`, or nothing for `+` and no sign at all.
  private static func takeSign(_ rest: inout Substring.UTF8View) -> String {
    guard let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else {
      return ""
    }
    rest.removeFirst()
    return first == UInt8(ascii: "-") ? "-" : ""
  }

  private static func takeDigits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest.removeFirst(digits.count)
    return digits
  }

  /// `e-3`, empty where there is none, or nil where digits are missing.
  private static func takeExponent(_ rest: inout Substring.UTF8View) -> String? {
    guard let first = rest.first, first | 0x20 == UInt8(ascii: "e") else { return "" }
    rest.removeFirst()
    let sign = takeSign(&rest)
    let digits = takeDigits(&rest)
    return digits.isEmpty ? nil : "e\(sign)\(Substring(digits))"
  }
}
