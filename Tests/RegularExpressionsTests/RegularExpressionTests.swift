import RegularExpressions
import Testing

@Suite struct RegularExpressionTests {
  @Test(arguments: [
    ("", "", true), ("", "abc", true), ("a+", "xxaayy", true), ("^a*$", "aaa", true),
    ("^a*$", "aab", false), ("abc", "ab", false), ("a|b|cd", "xcdx", true), ("^(a|b|)$", "", true),
    ("^(ab|a)(bc)?$", "abc", true), ("^(?:ab){2}$", "abab", true), ("^(ab){2}$", "ababab", false),
    ("^a{2,}$", "a", false), ("^a{2,}$", "aaaaa", true), ("^a{1,3}$", "aaaa", false),
    ("^a{0}$", "", true), ("^a{0,2}?$", "aa", true), ("^a+?b$", "aab", true),
    ("^(a*)*$", "aaab", false), ("^(a*)+$", "aaa", true), ("^(?:){1000}$", "", true),
    ("a{,3}", "a{,3}", true), ("^x{$", "x{", true), ("a.c", "a\nc", false),
    ("(?s)a.c", "a\nc", true), ("^(?s:a.)c$", "a\nc", true), ("(?s:a)a.c", "aa\nc", false),
    ("(?m)^b$", "a\nb\nc", true), ("^b$", "a\nb\nc", false), ("^abc$", "abc\n", false),
    ("\\bfoo\\b", "a foo.", true), ("\\bfoo\\b", "afoo", false), ("\\Boo", "foo", true),
    ("^*a", "ba", true), ("a$b", "ab", false),
    ("(?P<year>\\d{4})-(?<month>\\d\\d)", "2026-11", true),
    ("^.$", "😀", true), ("^.$", "e\u{301}", false), ("^a]}$", "a]}", true),
  ])
  func `a pattern is found where it stands`(
    _ pattern: String, _ text: String, _ found: Bool
  ) throws {
    #expect(try RegularExpression(pattern).matches(text) == found)
  }

  @Test(arguments: [
    ("^[a-c]+$", "abc", true), ("[^a-c]", "abc", false), ("^[]a]+$", "]a", true),
    ("^[a\\]b]+$", "a]", true), ("^[a-]+$", "a-", true), ("^[-a]+$", "a-", true),
    ("^[\\d\\-x]+$", "1-x", true), ("^[^\\S\\n]+$", " \t", true), ("^[^\\S\\n]+$", " \n", false),
    ("^[[:alpha:]_]+$", "ab_", true), ("^[[:^digit:]]+$", "a1", false), ("^\\D$", "٣", true),
    ("^\\w+$", "é", false), ("^\\W$", "é", true), ("^\\s$", "\u{A0}", false),
    ("\\s", "\u{0B}", false),
    ("^\\p{L}+$", "日本é", true), ("^\\pN$", "٣", true), ("^\\P{Lu}$", "É", false),
    ("^\\p{^Lu}$", "é", true), ("^\\p{Letter}cole", "école", true), ("^[\\p{Nd}_]+$", "৪২_", true),
    ("^\\p{Alphabetic}+$", "aé1", false), ("^\\P{White_Space}$", " ", false),
    ("^\\p{gc=Lu}$", "A", true), ("^[^\\P{L}]+$", "aé", true), ("^[^\\P{L}]+$", "a1", false),
  ])
  func `a class holds its scalars`(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try RegularExpression(pattern).matches(text) == found)
  }

  @Test(arguments: [
    ("^\\x41\\x{1F600}$", "A😀", true), ("^\\t\\n\\r\\f\\v\\a$", "\t\n\r\u{0C}\u{0B}\u{07}", true),
    ("^\\.\\*\\/\\-$", ".*/-", true), ("^\\101\\0$", "A\0", true),
    ("^\\Qa.b*\\E+$", "a.b*++", false), ("^\\Qa.b*\\E+$", "a.b***", true),
    ("^\\Qa.b*\\E$", "a.b*", true), ("^\\Qa.b", "a.b", true), ("\\Aa\\z", "ba", false),
  ])
  func `an escape stands for its scalar`(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try RegularExpression(pattern).matches(text) == found)
  }

  @Test(arguments: [
    ("(?i)straße", "STRAßE", true), ("(?i)^[k]$", "\u{212A}", true), ("(?i)^\u{212A}$", "k", true),
    ("(?i)^[^a]$", "A", false), ("(?i)^\\W$", "k", false), ("(?i:a)b", "Ab", true),
    ("(?i:a)b", "AB", false), ("(?i)a(?-i)b", "AB", false), ("(?i)^[α-ω]+$", "ΑΒΓ", true),
    ("(?i)^\\p{Lu}$", "a", true), ("(?i)a|b", "B", true), ("(a(?i)b)c", "aBC", false),
  ])
  func `case is ignored where asked`(_ pattern: String, _ text: String, _ found: Bool) throws {
    #expect(try RegularExpression(pattern).matches(text) == found)
  }

  @Test(arguments: [
    ("^\\s+$", " \u{A0}\u{FEFF}\u{0B}\u{2003}\u{2029}", true), ("^.$", "\u{2028}", false),
    ("[]", "a", false), ("^[^]$", "\n", true), ("^\\cC\\cc$", "\u{3}\u{3}", true),
    ("^\\u00e9\\u{1F600}\\ud83d\\ude00$", "é😀😀", true), ("^[\\b]$", "\u{8}", true),
    ("^\\p{digit}+$", "42৪", true), ("^[[:a]$", ":", true), ("^\\d+$", "৪২", false),
  ])
  func `ECMAScript patterns read as ECMAScript has them`(
    _ pattern: String, _ text: String, _ found: Bool
  ) throws {
    #expect(try RegularExpression(pattern, dialect: .ecmaScript).matches(text) == found)
  }

  @Test(arguments: [
    ("(", 0, "'(' without its ')'"), (")", 0, "')' without its '('"),
    ("[a", 0, "'[' without its ']'"), ("[b-a]", 1, "a range whose ends are the wrong way round"),
    ("[a-\\d]", 1, "a range that ends in a class"), ("a**", 2, "a repetition cannot be repeated"),
    ("+", 0, "nothing to repeat before '+'"), ("a|*", 2, "nothing to repeat before '*'"),
    ("a{3,2}", 1, "a repetition whose bounds are the wrong way round"), ("\\", 0, "a backslash"),
    ("\\y", 0, "unknown escape '\\y'"), ("\\x{110000}", 0, "an escape that is no Unicode scalar"),
    ("\\xg0", 0, "a malformed hexadecimal escape"), ("(?x)", 0, "unknown group syntax '(?x'"),
    ("(?P<>a)", 0, "a malformed group name"), ("(?i", 0, "'(' without its ')'"),
    ("[[:nope:]]", 1, "unknown class '[:nope:]'"), ("\\p{L", 0, "'\\p{' without its '}'"),
  ])
  func `a malformed pattern is refused at its place`(
    _ pattern: String, _ offset: Int, _ message: String
  ) throws {
    let error = #expect(throws: RegularExpressionError.self) { try RegularExpression(pattern) }
    #expect(error?.kind == .syntax)
    #expect(error?.offset == offset)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("a(?=b)", "lookahead"), ("a(?!b)", "lookahead"), ("(?<=a)b", "lookbehind"),
    ("(?<!a)b", "lookbehind"), ("(a)\\1", "backreference"), ("(?P<n>a)(?P=n)", "backreference"),
    ("(?<n>a)\\k<n>", "backreference"), ("\\p{Greek}", "unknown Unicode class 'Greek'"),
  ])
  func `what a linear engine cannot do is refused by name`(
    _ pattern: String, _ word: String
  ) throws {
    let error = #expect(throws: RegularExpressionError.self) { try RegularExpression(pattern) }
    #expect(error?.kind == .unsupported)
    #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    "a{1001}", "a{1,1001}", "a{99999999999999999999}", "(a{1000}){1000}", "((a{100}){100}){100}",
    String(repeating: "(", count: 100_000),
  ])
  func `a pattern too large is refused`(_ pattern: String) throws {
    let error = #expect(throws: RegularExpressionError.self) { try RegularExpression(pattern) }
    #expect(error?.kind == .tooLarge)
  }

  @Test func `empty repetitions of empty repetitions cost nothing`() throws {
    let pattern = "((((){1000}){1000}){1000}){0,1000}$"
    #expect(try RegularExpression(pattern).matches("a"))
  }

  @Test(arguments: ["(a+)+$", "^(a|a)*$", "(a*)*b", "(a|aa)+$", "(.*)(.*)(.*)(.*)[^a-z ]$"])
  func `a pattern that ruins backtracking is linear here`(_ pattern: String) throws {
    let expression = try RegularExpression(pattern)
    var steps: [Int] = []
    for length in [1000, 2000] {
      var left = Int.max
      let text = String(repeating: "a", count: length) + "c"
      #expect(try !expression.matches(text, steps: &left))
      steps.append(Int.max - left)
    }
    #expect(steps[1] < steps[0] * 21 / 10)
  }

  @Test func `a search ends when its steps are used up`() throws {
    let expression = try RegularExpression("^(a|b)*$")
    let text = String(repeating: "ab", count: 500)
    var steps = 100
    let error = #expect(throws: RegularExpressionError.self) {
      try expression.matches(text, steps: &steps)
    }
    #expect(error?.kind == .tooManySteps)
    steps = 10_000
    #expect(try expression.matches(text, steps: &steps))
    #expect(steps > 0)
  }
}
