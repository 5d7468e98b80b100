import JSON
import Testing

/// Texts that are no JSON, however near they come.
@Suite struct RefusedTextTests {
  @Test(arguments: [
    ("", 0, "unexpected end of text"), (" ", 1, "unexpected end of text"),
    ("[1,]", 3, "expected a value"), ("[,1]", 1, "expected a value"),
    ("[1,,2]", 3, "expected a value"),
    ("[1 2]", 3, "expected ',' or ']'"), ("[1", 2, "expected ',' or ']'"),
    ("[", 1, "unexpected end"),
    ("[1:2]", 2, "expected ',' or ']'"), ("[1}", 2, "expected ',' or ']'"),
    ("]", 0, "expected a value"),
    ("{\"a\":1,}", 7, "expected a member name"), ("{,}", 1, "expected a member name"),
    ("{a:1}", 1, "expected a member name"), ("{'a':1}", 1, "expected a member name"),
    ("{1:1}", 1, "expected a member name"), ("{\"a\" 1}", 5, "expected ':'"),
    ("{\"a\":}", 5, "expected a value"), ("{\"a\":1 \"b\":2}", 7, "expected ',' or '}'"),
    ("{\"a\"", 4, "expected ':'"), ("{\"a\":1", 6, "expected ',' or '}'"),
    ("{", 1, "expected a member"),
    ("1 2", 2, "unexpected text after the value"), ("{}}", 2, "unexpected text after the value"),
    ("[]//", 2, "unexpected text after the value"), ("/**/1", 0, "expected a value"),
    ("nul", 0, "expected 'null'"), ("tRUE", 0, "expected 'true'"), ("False", 0, "expected a value"),
    ("nulll", 4, "unexpected text"), ("NaN", 0, "expected a value"),
    ("Infinity", 0, "expected a value"),
    ("undefined", 0, "expected a value"), ("'a'", 0, "expected a value"),
    ("\"a", 2, "unterminated"),
    ("\"\\\"", 3, "unterminated string"), ("\"\\", 2, "unterminated string"),
    ("\"\\x41\"", 2, "unknown escape"), ("\"\\a\"", 2, "unknown escape"),
    ("\"\\U0041\"", 2, "unknown"),
    ("\"\\u12\"", 5, "expected four hexadecimal digits"), ("\"\\u00G0\"", 5, "expected four"),
    ("\"\\u\"", 3, "expected four hexadecimal digits"), ("\"a\nb\"", 2, "control character"),
    ("\"\t\"", 1, "control character"), ("\"\u{1F}\"", 1, "control character"),
    ("\"\\n\u{0}\"", 3, "control character"), ("\u{FEFF}1", 0, "expected a value"),
    ("[\u{FEFF}1]", 1, "expected a value"), ("\u{A0}1", 0, "expected a value"),
    ("[1]\u{0C}", 3, "unexpected text after the value"), ("\u{0}", 0, "expected a value"),
    ("１", 0, "expected a value"), ("\u{2060}[]", 0, "expected a value"),
  ])
  func `a text that is no JSON is refused at its place`(
    _ text: String, _ offset: Int, _ message: String
  ) throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    #expect(error?.offset == offset)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    #expect(error?.isTooDeep == false)
  }

  @Test(arguments: [
    ("\"\\ud800\"", 3), ("\"\\udc00\"", 3), ("\"\\ud800\\u0041\"", 3), ("\"\\ud800\\ud800\"", 3),
    ("\"\\ud83dx\"", 3), ("\"\\ud83d\\n\"", 3), ("\"\\udc00\\ud800\"", 3), ("\"ab\\uDFFF\"", 5),
  ])
  func `a lone surrogate is refused`(_ text: String, _ offset: Int) throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    #expect(error?.message == "lone surrogate")
    #expect(error?.offset == offset)
  }

  @Test(
    arguments: [
      [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xED, 0xA0, 0x80],
      [0xED, 0xB0, 0x80], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xE2, 0x82], [0xC3], [0x80],
      [0xFF],
      [0xFE], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3, 0x28], [0xE9],
      [0xF0, 0x9F, 0x98],
    ] as [[UInt8]])
  func `bad UTF-8 is refused in values and names`(_ bytes: [UInt8]) throws {
    let quote = UInt8(ascii: "\"")
    for string in [[quote] + bytes + [quote], [quote] + Array("\\n".utf8) + bytes + [quote]] {
      let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: string) }
      #expect(error?.message == "invalid UTF-8 in a string")
      #expect(error?.offset == 1)
      let object = Array("{".utf8) + string + Array(":1}".utf8)
      #expect(throws: JSONSyntaxError.self) { try JSON(parsing: object) }
    }
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes) }
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":", "[[],"])
  func `hostile nesting is refused, not followed`(_ opening: String) throws {
    let text = String(repeating: opening, count: 100_000)
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    #expect(error?.isTooDeep == true)
    #expect(error?.message == "nested deeper than 256 levels")
  }

  @Test func `the allowed depth is the caller's`() throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "[[[]]]", maxDepth: 2) }
    #expect(error?.isTooDeep == true)
    #expect(error?.offset == 2)
    #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "[]", maxDepth: 0) }
    #expect(try JSON(parsing: "1", maxDepth: 0) == 1)
  }
}
