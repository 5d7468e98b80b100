import JSON
import Testing

@Suite struct NumberTests {
  @Test(
    arguments: [
      ("0", .int(0)), ("-1", .int(-1)), ("123", .int(123)), ("-0", .double(-0.0)),
      ("0.0", .double(0)), ("1.0", .double(1)), ("0e1", .double(0)), ("1E22", .double(1e22)),
      ("1e+2", .double(100)), ("1e-2", .double(0.01)), ("0.1", .double(0.1)),
      ("-2.5", .double(-2.5)), ("123.456e-3", .double(0.123456)), ("1e0001", .double(10)),
      ("0.000000000000000000001", .double(1e-21)), ("5e-324", .double(.leastNonzeroMagnitude)),
      ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)), ("1e-400", .double(0)),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("9223372036854775808", .number("9223372036854775808")),
      ("-9223372036854775809", .number("-9223372036854775809")),
      ("123456789012345678901234567890", .number("123456789012345678901234567890")),
      ("1e400", .number("1e400")), ("-1e400", .number("-1e400")), ("1e99999", .number("1e99999")),
      ("0.1000000000000000055511151231257827", .double(0.1)),
      ("9007199254740993.0", .double(9.007199254740992e15)),
    ] as [(String, JSON)])
  func `a number keeps its value`(_ text: String, _ value: JSON) throws {
    let read = try JSON(parsing: text)
    #expect(read == value)
    #expect(read.kind == value.kind)
    #expect(read.doubleValue?.sign == value.doubleValue?.sign)
  }

  @Test(arguments: [
    ("01", 0, "a number cannot start with 0"), ("-01", 0, "a number cannot start with 0"),
    ("00", 0, "a number cannot start with 0"), ("-", 1, "expected a digit"),
    ("+1", 0, "expected a value"), (".5", 0, "expected a value"), ("1.", 2, "expected a digit"),
    ("1.e1", 2, "expected a digit"), ("1e", 2, "expected a digit"), ("1e+", 3, "expected a digit"),
    ("1e-+1", 3, "expected a digit"), ("-a", 1, "expected a digit"), ("0x1F", 1, "unexpected text"),
    ("1_000", 1, "unexpected text"), ("1.2.3", 3, "unexpected text"),
    ("1e1.5", 3, "unexpected text"),
    ("--1", 1, "expected a digit"), ("-Infinity", 1, "expected a digit"),
    ("1f", 1, "unexpected text"),
    ("1e++1", 3, "expected a digit"), ("-.5", 1, "expected a digit"),
  ])
  func `a malformed number is refused`(_ text: String, _ offset: Int, _ message: String) throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    #expect(error?.offset == offset)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func `a number beyond every type is written as it was read`() throws {
    for text in ["123456789012345678901234567890", "-1e400", "1E+999", "0.1e999"] {
      #expect(try JSON(parsing: text).text == text)
    }
    let huge = String(repeating: "9", count: 100_000)
    #expect(try JSON(parsing: huge).text == huge)
  }

  @Test func `a double that is no number is written as null`() {
    #expect(JSON.double(.nan).text == "null")
    #expect(JSON.array([.double(.infinity), .double(-.infinity)]).text == "[null,null]")
  }

  @Test func `every decimal is read as the nearest double`() throws {
    var random = SeededGenerator(seed: 20_261_122)
    for _ in 0..<5000 {
      let digits = String(
        UInt64.random(in: 0...UInt64.max >> Int.random(in: 0...60, using: &random), using: &random))
      let power = Int.random(in: -40...40, using: &random)
      for text in ["\(digits).5e\(power)", "-\(digits)e\(power)", "0.\(digits)"] {
        #expect(try JSON(parsing: text) == .double(try #require(Double(text))), "\(text)")
      }
    }
  }

  @Test func `an integer is told from a fraction`() {
    #expect(JSON.double(2).intValue == 2)
    #expect(JSON.double(2.5).intValue == nil)
    #expect(JSON.double(1e300).intValue == nil)
    #expect(JSON.number("1e400").doubleValue == nil)
    #expect(JSON.number("9223372036854775808").doubleValue == 9.223372036854775808e18)
  }
}
