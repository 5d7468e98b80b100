/// Why a text is not JSON, and where.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, as a sentence without its place.
  public let message: String
  /// The place as a number of bytes from the start.
  public let offset: Int
  /// Whether the text is JSON but nested deeper than allowed.
  public let isTooDeep: Bool

  public var description: String { "\(message) at byte \(offset)" }
}

extension JSON {
  /// Reads exactly one JSON value of RFC 8259, white space around it allowed.
  ///
  /// Refused are trailing commas, comments, duplicate names, lone surrogates, bad UTF-8, leading
  /// zeros, control characters in strings, and nesting beyond `maxDepth` levels.
  public init(parsing text: String, maxDepth: Int = 256) throws(JSONSyntaxError) {
    try self.init(parsing: Array(text.utf8), maxDepth: maxDepth)
  }

  /// Reads exactly one JSON value from UTF-8 bytes; see `init(parsing:maxDepth:)`.
  public init(parsing bytes: some Collection<UInt8>, maxDepth: Int = 256) throws(JSONSyntaxError) {
    let result: Result<JSON, JSONSyntaxError>? = bytes.withContiguousStorageIfAvailable {
      JSON.parse(UnsafeRawBufferPointer($0), maxDepth)
    }
    self = try (result ?? Array(bytes).withUnsafeBytes { JSON.parse($0, maxDepth) }).get()
  }

  private static func parse(
    _ bytes: UnsafeRawBufferPointer, _ maxDepth: Int
  ) -> Result<JSON, JSONSyntaxError> {
    do throws(JSONSyntaxError) {
      var parser = Parser(bytes: bytes, maxDepth: maxDepth)
      return .success(try parser.document())
    } catch {
      return .failure(error)
    }
  }
}

/// A recursive-descent parser over bytes that outlive it.
struct Parser {
  let bytes: UnsafeRawBufferPointer
  let maxDepth: Int
  var position = 0

  init(bytes: UnsafeRawBufferPointer, maxDepth: Int) {
    self.bytes = bytes
    self.maxDepth = maxDepth
  }

  mutating func document() throws(JSONSyntaxError) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw failure("unexpected text after the value") }
    return value
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
    skipSpace()
    guard position < bytes.count else { throw failure("unexpected end of text") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try object(depth: try deeper(depth)))
    case UInt8(ascii: "["): return .array(try array(depth: try deeper(depth)))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("expected a value")
    }
  }

  private func deeper(_ depth: Int) throws(JSONSyntaxError) -> Int {
    guard depth < maxDepth else {
      throw JSONSyntaxError(
        message: "nested deeper than \(maxDepth) levels", offset: position, isTooDeep: true)
    }
    return depth + 1
  }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSON.Object {
    var members: [JSON.Object.Member] = []
    var names = DistinctNames()
    position += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return JSON.Object() }
    while true {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw failure("expected a member name") }
      let start = position
      let key = try string()
      guard names.insert(key, after: members) else {
        throw JSONSyntaxError(
          message: "duplicate member name \"\(key.prefix(64))\"", offset: start, isTooDeep: false)
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected ':'") }
      members.append(.init(key: key, value: try value(depth: depth)))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw failure("expected ',' or '}'") }
      return JSON.Object(members: members)
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> [JSON] {
    var elements: [JSON] = []
    position += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      elements.append(try value(depth: depth))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw failure("expected ',' or ']'") }
      return elements
    }
  }

  private mutating func literal(
    _ text: StaticString, _ value: JSON
  ) throws(JSONSyntaxError) -> JSON {
    for offset in 0..<text.utf8CodeUnitCount {
      guard position + offset < bytes.count, bytes[position + offset] == text.utf8Start[offset]
      else { throw failure("expected '\(text)'") }
    }
    position += text.utf8CodeUnitCount
    return value
  }

  func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  func failure(_ message: String) -> JSONSyntaxError {
    JSONSyntaxError(message: message, offset: position, isTooDeep: false)
  }
}

/// Finds a name that stands twice: by comparing while there are few, by a set when there are many.
private struct DistinctNames {
  private var seen: Set<ExactText> = []

  mutating func insert(_ name: String, after members: [JSON.Object.Member]) -> Bool {
    if members.count < 16 { return !members.contains { $0.key.isExactly(name) } }
    if seen.isEmpty { for member in members { seen.insert(ExactText(member.key)) } }
    return seen.insert(ExactText(name)).inserted
  }
}
