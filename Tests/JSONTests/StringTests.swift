import JSON
import Testing

@Suite struct StringTests {
  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
    (#""\ud83d\ude00""#, "😀"), (#""\uD834\uDD1E x""#, "𝄞 x"), (#""a\u0000b""#, "a\0b"),
    (#""\uFFFD\uE000""#, "\u{FFFD}\u{E000}"), ("\"é😀\u{2028}\"", "é😀\u{2028}"),
    (#""\\u0041""#, #"\u0041"#), (#""𐀀\udbff\udfff""#, "\u{10000}\u{10FFFF}"),
  ])
  func `escapes stand for their scalars`(_ text: String, _ value: String) throws {
    #expect(try JSON(parsing: text) == .string(value))
  }

  @Test(arguments: [
    ("\u{2028}\u{2029}\u{85}", #""\u2028\u2029\u0085""#), ("\"\\\n\r\t", #""\"\\\n\r\t""#),
    ("\u{0}\u{8}\u{C}\u{1F}\u{7F}", #""\u0000\u0008\u000c\u001f\u007f""#), ("/é😀", #""/é😀""#),
    ("\u{84}\u{2027}\u{202A}", "\"\u{84}\u{2027}\u{202A}\""), ("", "\"\""),
  ])
  func `what could end a line is escaped on output`(_ value: String, _ text: String) {
    #expect(JSON.string(value).text == text)
    #expect(JSON.object(JSON.Object([(value, .null)])).text == "{\(text):null}")
  }

  @Test func `every scalar survives`() throws {
    let scalars = (UInt32(0)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init)
    var text = ""
    for scalar in scalars where scalar.value % 7 == 0 || scalar.value < 0x3000 {
      text.unicodeScalars.append(scalar)
    }
    let value = JSON.string(text)
    let read = try JSON(parsing: value.bytes)
    #expect(read == value)
    #expect(!value.bytes.contains(UInt8(ascii: "\n")))
  }

  @Test func `strings are equal by their scalars, not by how they look`() {
    #expect(JSON.string("é") != .string("e\u{301}"))
    #expect(JSON.string("a\u{301}\u{323}") != .string("a\u{323}\u{301}"))
    #expect(JSON.string("é") == .string("\u{E9}"))
  }
}
