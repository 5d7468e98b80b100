extension Evaluator {
  /// `text.format(values)`: `%s %d %f %e %b %o %x %X %%`, `%f` and `%e` with a precision.
  mutating func format(_ text: String, _ values: Value.List) throws(Failure) -> String {
    try budget.charge(bytes: text.utf8.count)
    var result = ""
    var rest = text.unicodeScalars[...]
    var used = 0
    while let percent = rest.firstIndex(of: "%") {
      result.unicodeScalars.append(contentsOf: rest[..<percent])
      rest = rest[rest.index(after: percent)...]
      if rest.first == "%" {
        result += "%"
        rest.removeFirst()
        continue
      }
      let precision = try precision(&rest)
      guard let verb = rest.popFirst() else { throw invalid("a '%' at the end; write '%%'") }
      guard used < values.count else {
        throw invalid("more '%' than values; there are \(values.count)")
      }
      let part = try formatted(values[used], verb, precision)
      try budget.charge(bytes: part.utf8.count)
      result += part
      used += 1
    }
    result.unicodeScalars.append(contentsOf: rest)
    return result
  }

  /// The digits of `.3`, 6 where none stand.
  private func precision(_ rest: inout Substring.UnicodeScalarView) throws(Failure) -> Int {
    guard rest.first == "." else { return 6 }
    rest.removeFirst()
    let digits = String(rest.prefix { ("0"..."9").contains($0) })
    rest = rest.dropFirst(digits.count)
    guard let precision = Int(digits), precision <= 1000 else {
      throw invalid("a precision is a number up to 1000, as in %.3f")
    }
    return precision
  }

  private mutating func formatted(
    _ value: Value, _ verb: Unicode.Scalar, _ precision: Int
  ) throws(Failure) -> String {
    let text: String?
    switch verb {
    case "s": text = try plain(value, depth: 0)
    case "d": text = decimal(value)
    case "b": text = digits(value, radix: 2)
    case "o": text = digits(value, radix: 8)
    case "x", "X":
      let digits = digits(value, radix: 16) ?? hexadecimal(value)
      text = verb == "X" ? digits?.uppercased() : digits
    case "f": text = real(value) { ExactDecimal($0).fixed(precision) }
    case "e": text = real(value) { ExactDecimal($0).scientific(precision) }
    default:
      throw invalid("'%\(verb)' means nothing; there are %s %d %f %e %b %o %x %X and %%")
    }
    guard let text else { throw invalid("'%\(verb)' does not take \(value.valueType.word)") }
    return text
  }

  private func invalid(_ message: String) -> Failure {
    Failure(.invalidValue, "the format has \(message)")
  }

  /// `%s`: text raw, lists and maps with their contents, keys sorted.
  private mutating func plain(_ value: Value, depth: Int) throws(Failure) -> String? {
    try budget.charge(1)
    guard depth < ExpressionLimits.resultDepth else {
      throw Failure(.limitExceeded, "the value to format is nested too deep")
    }
    switch value {
    case .null: return "null"
    case .bool(let value): return String(value)
    case .int(let value): return String(value)
    case .uint(let value): return String(value)
    case .double(let value): return value.shortText
    case .string(let text):
      try budget.charge(bytes: text.utf8.count)
      return text
    case .bytes(let bytes):
      try budget.charge(bytes: bytes.count)
      return String(decoding: bytes, as: UTF8.self)
    case .timestamp(let timestamp): return timestamp.description
    case .duration(let duration): return duration.description
    case .type(let type): return type.rawValue
    case .list(let list): return try plain(list, depth: depth)
    case .map(let map): return try plain(map, depth: depth)
    case .optional: return nil
    }
  }

  private mutating func plain(_ list: Value.List, depth: Int) throws(Failure) -> String? {
    var parts: [String] = []
    for element in list {
      guard let part = try plain(element, depth: depth + 1) else { return nil }
      try budget.charge(bytes: part.utf8.count)
      parts.append(part)
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  private mutating func plain(_ map: Value.Map, depth: Int) throws(Failure) -> String? {
    var parts: [(key: String, value: String)] = []
    for position in 0..<map.count {
      let entry = map.entry(at: position)
      guard let key = try plain(entry.key, depth: depth + 1),
        let value = try plain(entry.value, depth: depth + 1)
      else { return nil }
      try budget.charge(bytes: key.utf8.count + value.utf8.count)
      parts.append((key, value))
    }
    parts.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return "{" + parts.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }

  private func decimal(_ value: Value) -> String? {
    switch value {
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .double(let value): value.isFinite ? nil : value.shortText
    default: nil
    }
  }

  private func digits(_ value: Value, radix: Int) -> String? {
    switch value {
    case .int(let value): String(value, radix: radix)
    case .uint(let value): String(value, radix: radix)
    case .bool(let value) where radix == 2: value ? "1" : "0"
    default: nil
    }
  }

  private mutating func hexadecimal(_ value: Value) -> String? {
    let bytes: [UInt8]
    switch value {
    case .bytes(let value): bytes = value
    case .string(let text): bytes = Array(text.utf8)
    default: return nil
    }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private func real(_ value: Value, _ write: (Double) -> String) -> String? {
    let number: Double
    switch value {
    case .double(let value): number = value
    case .int(let value): number = Double(value)
    case .uint(let value): number = Double(value)
    default: return nil
    }
    return number.isFinite ? write(number) : number.shortText
  }
}
