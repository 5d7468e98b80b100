import JSON
import Testing

/// Texts that RFC 8259 calls JSON, and what they mean.
@Suite struct AcceptedTextTests {
  @Test(
    arguments: [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("\"\"", ""), ("[]", []),
      ("{}", [:]), (" \t\r\n1\n ", 1), ("[1 , 2]", [1, 2]), (" { \"a\" : 1 } ", ["a": 1]),
      ("[[]   ]", [[]]), ("[null, 1, \"1\", {}]", [.null, 1, "1", [:]]), ("{\"\":0}", ["": 0]),
      ("{\"a\":[{\"b\":[]}]}", ["a": [["b": []]]]), ("{\"foo\\u0000bar\":1}", ["foo\0bar": 1]),
      ("\"\\u0000\"", "\0"), ("\" \"", " "), ("\"\u{7F}\"", "\u{7F}"), ("\"\u{FEFF}\"", "\u{FEFF}"),
    ] as [(String, JSON)])
  func `a text is read as the value it means`(_ text: String, _ value: JSON) throws {
    #expect(try JSON(parsing: text) == value)
    #expect(try JSON(parsing: Array(text.utf8)[...]) == value)
  }

  @Test func `members keep their order`() throws {
    let value = try JSON(parsing: #"{"b":1,"a":2,"c":{"z":1,"y":2}}"#)
    #expect(value.objectValue?.keys == ["b", "a", "c"])
    #expect(value.text == #"{"b":1,"a":2,"c":{"z":1,"y":2}}"#)
  }

  @Test func `a value is written as it was read`() throws {
    let text = #"""
      {"b":[1,-2.5,1e+30,123456789012345678901234567890,"\u2028é\"\n"],"a":{"x":null,"y":true}}
      """#
    #expect(try JSON(parsing: text).text == text)
  }

  @Test func `nesting is read down to the allowed depth`() throws {
    let text = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    #expect(try JSON(parsing: text).text == text)
    #expect(try JSON(parsing: "[[]]", maxDepth: 2) == [[]])
  }
}
