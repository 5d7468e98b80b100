import Configuration
import JSON
import Testing

@Suite struct YAMLScalarTests {
  @Test(
    arguments: [
      ("null", .null), ("~", .null), ("Null", .null), ("", .null), ("true", true), ("FALSE", false),
      ("12", 12), ("-12", -12), ("+12", 12), ("0", 0), ("007", 7), ("0x1F", 31), ("0o17", 15),
      ("1.5", 1.5), (".5", 0.5), ("1.", 1.0), ("1e3", 1000.0), ("-1.5E-2", -0.015),
      ("+0.25", 0.25),
    ] as [(String, JSON)])
  func `an unquoted scalar means what the core schema says`(text: String, value: JSON) throws {
    #expect(try yaml("value: \(text)")["value"] == value)
  }

  @Test(arguments: [
    "yes", "no", "on", "off", "y", "tRUE", "nULL", "1_000", "0b11", "1:30", "12e", "e3", ".",
    "+", "0x", "0xG", "0x-1", "0o8", "1.2.3", "2026-11-22", "1e+", "--1", "<<x", "1 2", "+-.inf",
  ])
  func `what only older YAML takes for something else is text`(text: String) throws {
    #expect(try yaml("value: \(text)")["value"] == .string(text))
  }

  @Test(arguments: [#""12""#, "'true'", #""~""#, "|\n  12", ">\n  12", "!!str 12", "! 12"])
  func `what is quoted, a block or tagged so is text`(text: String) throws {
    #expect(try yaml("value: \(text)")["value"]?.stringValue != nil)
  }

  @Test func `a number beyond 64 bits keeps its digits`() throws {
    let value = try yaml("[9223372036854775808, 0xFFFFFFFFFFFFFFFF, +0012345678901234567890]")
    #expect(value.text == "[9223372036854775808,18446744073709551615,12345678901234567890]")
  }

  @Test(arguments: [".inf", "-.INF", ".nan", "0x1FFFFFFFFFFFFFFFFF"])
  func `what JSON has no number for is refused or stays text`(text: String) throws {
    if text.hasPrefix("0x") {
      #expect(try yaml(text) == .string(text))
    } else {
      #expect(try problem(text).suggestion == "quote it if it is meant as text")
    }
  }

  @Test(
    arguments: [
      ("!!int '3'", 3), ("!!float 3", 3.0), ("!!bool \"true\"", true), ("!!null ''", .null),
    ] as [(String, JSON)])
  func `a core tag gives the type`(text: String, value: JSON) throws {
    #expect(try yaml(text) == value)
  }

  @Test(arguments: [
    "!!int x", "!!bool 1", "!!binary aGk=", "!!timestamp 2026-01-01", "!mine 1", "!!seq {}",
    "!!set {a}", "!!map []",
  ])
  func `a tag that does not fit is refused`(text: String) throws {
    #expect(try problem("value: \(text)").position?.line == 1)
  }

  @Test func `block texts keep or fold their lines`() throws {
    #expect(
      try yaml("a: |\n  one\n  two\nb: >-\n  one\n  two\n") == ["a": "one\ntwo\n", "b": "one two"])
  }

  @Test func `escapes of a quoted text are resolved`() throws {
    #expect(try yaml(#""\t\x41\u00e9\U0001F600\0""#) == "\tAé😀\0")
  }
}
