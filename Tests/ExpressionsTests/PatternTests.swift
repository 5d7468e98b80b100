import Expressions
import JSON
import Testing

@Suite struct PatternTests {
  func matches(_ pattern: String, _ text: String) throws -> Bool {
    try evaluate("t.matches(p)", ["p": .string(pattern), "t": .string(text)]) == true
  }

  @Test(arguments: [
    ("abc", "xabcx"), ("^abc$", "abc"), ("a.c", "aäc"), ("a|b|", "z"), ("(ab)+c", "ababc"),
    ("^a{2,3}$", "aaa"), ("^a{2}$", "aa"), ("^a{2,}$", "aaaaa"), ("x{,2}", "x{,2}"),
    ("^a*?$", "aa"),
    ("[a-c]x", "bx"), ("[^a-c]x", "dx"), ("[]a]", "]"), ("[a-]", "-"), ("[\\d_]", "_"),
    ("\\d\\s\\w", "1 z"), ("\\D\\S\\W", "a1!"), ("\\bfoo\\b", "a foo b"), ("o\\B", "foot"),
    ("(?i)straße", "STRAßE"), ("(?i:A)b", "ab"), ("(?i)[k]", "\u{212A}"), ("(?s)a.b", "a\nb"),
    ("(?m)^b$", "a\nb\nc"), ("(?P<year>\\d{4})-(?<month>\\d\\d)", "2026-11"),
    ("\\Qa.b\\E+", "a.bb"),
    ("\\x41\\x{1F600}\\101", "A😀A"), ("\\pL\\p{Lu}\\PN", "äÄx"), ("^\\p{Nd}+$", "٣4"),
    ("\\p{^L}", "1"),
    ("[[:alpha:]][[:^alpha:]]", "a1"), ("[^\\D]", "7"), ("[\\W\\d]", "5"), ("\\Aa\\z", "a"),
    ("a\\.b\\*", "a.b*"), ("(|a)*b", "aab"), ("(a*)*$", "aaa"), ("", ""), ("(?i)ÀÉ", "àé"),
    ("^(?:(?i)a|b)$", "B"), ("[\\x00-\\x{10FFFF}]", "😀"), ("\\t\\n\\-", "\t\n-"),
  ])
  func `a pattern is found`(pattern: String, text: String) throws {
    #expect(try matches(pattern, text))
  }

  @Test(arguments: [
    ("^abc$", "abc\n"), ("a.c", "a\nc"), ("^a{2,3}$", "aaaa"), ("^a{2}$", "a"), ("[^a-c]x", "ax"),
    ("\\bfoo\\b", "afoo"), ("abc", "ABC"), ("(?i:a)b", "AB"), ("^b$", "a\nb"), ("\\Qa.b\\E", "axb"),
    ("\\pL", "1"), ("[^\\D]", "x"), ("\\Aa\\z", "ba"), ("a+b", "b"), ("(?i)k", "l"), (".", ""),
    ("\\w", "ä"), ("[[:digit:]]", "٣"), ("x*y", "xxx"), ("(?-i)a", "A"),
  ])
  func `a pattern is not found`(pattern: String, text: String) throws {
    #expect(try !matches(pattern, text))
  }

  @Test(arguments: [
    "(", ")", "a)", "[a", "[b-a]", "*a", "a**", "a+*", "a{2}{3}", "a{3,2}", "\\", "\\1",
    "(a)\\2", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?z)a", "(?P<n", "\\p{Greek}", "\\pX",
    "[[:foo:]]",
    "\\x4", "\\x{110000}", "\\y", "\\p{L", "a|*", "[\\",
  ])
  func `a text that is no pattern is refused when the expression is parsed`(pattern: String) {
    let source = "'x'.matches(r'''\(pattern)''')"
    let error = #expect(throws: ExpressionError.self) { try Expression(parsing: source) }
    #expect(error?.kind == .syntax)
    #expect(error?.column == 5)
    #expect(failure("'x'.matches(p)", ["p": .string(pattern)])?.kind == .syntax)
  }

  @Test(arguments: [
    "((a{1000}){1000}){1000}", "(a{200}){200}", "a{1001}", "(|){1000}{2}x",
    String(repeating: "(", count: 5000), String(repeating: "(a|", count: 5000),
  ])
  func `a pattern too large to run is refused at once`(pattern: String) {
    let kind = failure("'x'.matches(p)", ["p": .string(pattern)])?.kind
    #expect(kind == .limitExceeded || kind == .syntax)
  }

  @Test(arguments: [
    ("(a*)*b", 100_000), ("(a|aa)+$", 100_000), ("(a|a|a|a)*b", 100_000),
    ("(.*)(.*)(.*)(.*)x", 100_000),
    ("((a?){30}){30}b", 20_000),
  ])
  func `patterns that make others backtrack for ever take linear time`(
    pattern: String, length: Int
  ) throws {
    let text = String(repeating: "a", count: length) + "c"
    let names: [String: JSON] = ["p": .string(pattern), "t": .string(text)]
    do {
      #expect(try evaluate("t.matches(p)", names) == false)
    } catch {
      #expect(error.kind == .limitExceeded)
    }
  }
}
