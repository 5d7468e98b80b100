import Expressions
import JSON
import Testing

@Suite struct FunctionTests {
  @Test(
    arguments: [
      ("lower('ÄB') + upper('äß')", "äbÄSS"), ("'  x\\u00a0'.trim() + '|'", "x|"),
      ("'a,b,,c'.split(',')", ["a", "b", "", "c"]), ("split('a-b', '-').join('+')", "a+b"),
      ("'äbc'.split('')", ["ä", "b", "c"]), ("'a-b-c'.split('-', 2)", ["a", "b-c"]),
      ("join(['a', 'b'], ', ')", "a, b"), ("'abab'.replace('b', 'cc')", "accacc"),
      ("'ab'.replace('', '-')", "-a-b-"), ("'aaa'.replace('aa', 'b')", "ba"),
      ("'hello'.substring(1, 3)", "el"), ("'héllo'.indexOf('l')", 2),
      ("'abcab'.lastIndexOf('ab')", 3),
      ("'abc'.reverse()", "cba"), ("'aXb'.lowerAscii()", "axb"), ("'abc'.charAt(1)", "b"),
      ("'aaab'.contains('aab') && !'aaa'.contains('aab')", true), ("'abc'.endsWith('bc')", true),
      ("strings.quote('a\"b')", "\"a\\\"b\""),
    ] as [(String, JSON)])
  func `text is taken apart and put together`(source: String, value: JSON) throws {
    #expect(try evaluate(source) == value)
  }

  @Test(
    arguments: [
      ("text('a')", "a"), ("text(1)", "1"), ("text(1.5)", "1.5"), ("text(null)", "null"),
      ("text([1, 'a', {'b': true}])", #"[1,"a",{"b":true}]"#), ("text(b'a')", "YQ=="),
      ("text(duration('90s'))", "90s"), ("json('[1, {\"a\": 2}]')[1].a", 2),
      ("json(text({'a': [1]})) == {'a': [1]}", true),
    ] as [(String, JSON)])
  func `values become text and JSON text becomes values`(source: String, value: JSON) throws {
    #expect(try evaluate(source) == value)
  }

  @Test(
    arguments: [
      ("merge({'a': 1, 'b': 2}, {'b': 3, 'c': 4})", ["a": 1, "b": 3, "c": 4]),
      ("merge({}, json('{\"a\": null}'))", ["a": .null]), ("size(merge({1: 'x'}, {1u: 'y'}))", 1),
    ] as [(String, JSON)])
  func `maps are merged, the second winning`(source: String, value: JSON) throws {
    #expect(try evaluate(source) == value)
    #expect(throws: ExpressionError.self) { try evaluate("merge({}, [1])") }
  }

  @Test(arguments: [
    ("%.3f", 1.2345, "1.234"), ("%.2f", 2.675, "2.67"), ("%.0f", 0.5, "0"), ("%.0f", 1.5, "2"),
    ("%.2f", 0.006, "0.01"), ("%.2f", 0.004, "0.00"), ("%.1f", 99.96, "100.0"),
    ("%.3f", -1234567.0, "-1234567.000"), ("%.20f", 0.1, "0.10000000000000000555"),
    ("%e", 0.0, "0.000000e+00"), ("%.2e", 99999.0, "1.00e+05"), ("%.3e", 0.00012344, "1.234e-04"),
    ("%.0e", 1e300, "1e+300"), ("%f", 1e21, "1000000000000000000000.000000"),
    ("%.3f", .leastNonzeroMagnitude, "0.000"), ("%.1e", .leastNonzeroMagnitude, "4.9e-324"),
  ])
  func `numbers are rounded by their exact value`(
    format: String, number: Double, text: String
  ) throws {
    #expect(
      try evaluate("f.format([x])", ["f": .string(format), "x": .double(number)]).stringValue
        == text)
  }

  @Test func `format refuses what it cannot write`() {
    #expect(failure("'%d'.format(['x'])")?.kind == .invalidValue)
    #expect(failure("'%d'.format([])")?.kind == .invalidValue)
    #expect(failure("'%y'.format([1])")?.kind == .invalidValue)
    #expect(failure("'%'.format([1])")?.kind == .invalidValue)
    #expect(failure("'%.9999f'.format([1.0])")?.kind == .invalidValue)
  }

  @Test(
    arguments: [
      ("timestamp('2024-02-29T12:34:56.789Z').getMilliseconds()", 789),
      ("timestamp('2024-12-31T23:30:00Z').getDayOfYear()", 365),
      ("timestamp('2024-12-31T23:30:00Z').getFullYear('+01:00')", 2025),
      ("timestamp('2026-11-22T00:00:00Z').getDayOfWeek()", 0),
      ("timestamp(-1).getSeconds()", 59), ("timestamp('0001-01-01T00:00:00Z').getDayOfWeek()", 1),
      ("duration('90m').getHours()", 1), ("duration('-1.5s').getMilliseconds()", -500),
      ("int(timestamp('1969-12-31T23:59:58.5Z'))", -2),
      ("(timestamp('2026-01-02T00:00:00Z') - timestamp('2026-01-01T00:00:00Z')).getHours()", 24),
      (
        "string(timestamp('2026-01-01T00:00:00Z') + duration('1ns'))",
        "2026-01-01T00:00:00.000000001Z"
      ),
      ("string(duration('-0.000000001s'))", "-0.000000001s"),
      ("string(duration('1.0001h'))", "3600.36s"),
    ] as [(String, JSON)])
  func `times are counted in the proleptic Gregorian calendar`(
    source: String, value: JSON
  ) throws {
    #expect(try evaluate(source) == value)
  }

  @Test(arguments: [
    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00",
    "2026-01-01 00:00:00Z", "10000-01-01T00:00:00Z", "0000-01-01T00:00:00Z",
    "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+25:00", "0001-01-01T00:00:00+01:00",
  ])
  func `a date that is none is refused`(text: String) {
    #expect(failure("timestamp(t)", ["t": .string(text)])?.kind == .invalidValue)
  }

  @Test(arguments: ["", "1", "s", "1x", "1h30", "--1s", "1s ", "300y", "2562048h", "."])
  func `a duration that is none is refused`(text: String) {
    #expect(failure("duration(t)", ["t": .string(text)])?.kind == .invalidValue)
  }

  @Test func `now is the time the caller gives`() throws {
    #expect(try evaluate("now()", now: 1_700_000_000_123) == "2023-11-14T22:13:20.123Z")
    #expect(try evaluate("now() - duration('1h') < now()", now: -5) == true)
  }

  @Test func `a named time zone is refused with the reason`() {
    let error = failure("timestamp(0).getHours('Europe/Berlin')")
    #expect(error?.kind == .invalidValue)
    #expect(error?.message.contains("time zone tables") == true)
  }

  @Test(arguments: [
    ("1", true), ("[1]", true), ("'a'", true), ("''", false), ("0", false), ("{}", false),
    ("null", false), ("duration('0s')", false), ("0.0", false),
  ])
  func `ofNonZeroValue keeps what is not empty`(source: String, isKept: Bool) throws {
    #expect(try evaluate("optional.ofNonZeroValue(\(source)).hasValue()") == .bool(isKept))
  }
}
