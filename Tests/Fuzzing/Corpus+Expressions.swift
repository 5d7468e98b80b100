extension Corpus {
  static let expressions = [
    "input.n + 1 > 3 && !has(input.none)", "input.list.map(x, string(x)).size()",
    "steps.text.matches('^ä.*') ? 'yes' : \"no\"", "{'a': 1, 'b': [1u, 2.5, b'x']}['a']",
    "duration('1h') + timestamp('2026-01-01T00:00:00Z') == null",
    "vars.list.exists_one(v, v == 7) || vars.deep[0][0].size() == 0", "1 / 0",
    "-9223372036854775808",
    "input.text.substring(1).upperAscii() in ['A']", "r'raw' + '''three'''",
  ]
  static let expressionTokens = [
    "(", ")", "[", "]", "{", "}", ".", ",", "?", ":", "!", "-", "&&", "||", "==", "in", "has(",
    ".map(x, ", ".all(x, ", ".filter(x, ", "'", "\"", "'''", "r'", "b'", "\\u00e4", "input", "${",
    "}", "$${", "9223372036854775807", "0x", "1e308", "u", "size(", ".matches('", "true",
  ]
  static let templates = [
    "plain", "${input.text}", "a ${input.n} b ${vars.list[0]} c", "$${not} ${'}'} ${\"${\"}",
    "${input.list.map(x, x)}",
  ]
  static let patterns = [
    "^(a|b)*c$\nababc", "[[:alpha:]]+\\d{2,3}\nabc12", "(?i)(?<n>x+)y?\nXXY", "\\p{L}+|[^\\s]\nä b",
    "(a*)*b\naaaaaaaaaaaaaaaaaaaaaaaa", "a{0,1000}\naaa", "\\bword\\b.$\na word\n",
  ]
  static let patternTokens = [
    "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "^", "$", ".", "\\", "\\b", "\\p{", "[^", "-",
    "{1000}", "(?:", "(?i)", "(?=", "[[:", "\\x", "\\u{10FFFF}", "a{1,1000}",
  ]
}
