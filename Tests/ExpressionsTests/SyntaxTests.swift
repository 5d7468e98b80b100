import Expressions
import JSON
import Testing

@Suite struct SyntaxTests {
  @Test(
    arguments: [
      ("1 + 2 * 3 - 4", 3), ("(1 + 2) * 3", 9), ("7 - 2 - 1", 4), ("20 / 2 / 5", 2), ("17 % 5", 2),
      ("- - 3", 3), ("---3", -3), ("true ? 1 : false ? 2 : 3", 1), ("false ? 1 : false ? 2 : 3", 3),
      ("0x1F", 31), ("1 // a comment", 1), ("-9223372036854775808", .int(.min)),
      ("2 + 3 == 5 ? 1 : 0", 1), ("1 < 2 == true ? 1 : 0", 1),
    ] as [(String, JSON)])
  func `operators bind as in CEL`(source: String, value: JSON) throws {
    #expect(try evaluate(source) == value)
  }

  @Test(
    arguments: [
      (#"'a\n\t\\\'\"'"#, "a\n\t\\'\""), (#""\x41\u0042\U00000043\104""#, "ABCD"),
      (#"r'\n'"#, "\\n"), (#"R"a\b""#, "a\\b"), ("'''a\nb'c'''", "a\nb'c"),
      (#""""say "hi" now""""#, #"say "hi" now"#), ("b'ab\\x00'", "YWIA"), ("'ÿ😀'", "ÿ😀"),
      ("rb'\\x'", "XHg="),
    ] as [(String, JSON)])
  func `strings are written in every way CEL has`(source: String, value: JSON) throws {
    #expect(try evaluate(source) == value)
  }

  @Test(arguments: [
    ("", 1), ("1 +", 4), ("1 + + 2", 5), ("(1", 3), ("[1, 2", 6), ("{'a' 1}", 6), ("a.", 3),
    ("'abc", 1), ("1 = 2", 3), ("a & b", 3), ("äö # 1", 1), ("'ä' # 1", 5), ("1 2", 3),
    ("12abc", 1),
    ("a.1", 2), ("x{y: 1}", 2), ("if", 1), ("'\\q'", 2), ("'\\ud800'", 2), ("true ? 1", 9),
    ("9223372036854775808", 1), ("1e999", 1), ("a.in", 3), ("'a\nb'", 1), ("f(", 3),
  ])
  func `a text that is no expression is refused at its column`(source: String, column: Int) {
    let error = failure(source)
    #expect(error?.column == column)
    #expect([.syntax, .overflow, .unknownFunction].contains(error?.kind))
  }

  @Test func `an error says what to write instead`() {
    #expect(failure("a = 1")?.message.contains("'=='") == true)
    #expect(failure("sise([1])")?.message == "there is no function 'sise'; did you mean 'size'?")
    #expect(failure("size(1, 2)")?.message == "size takes 1 argument, not 2")
    #expect(failure("contains('a', 'b')")?.message.contains("value.contains(…)") == true)
    #expect(failure("'5'.int()")?.message.contains("int(…)") == true)
    #expect(failure("Person{name: 1}")?.message.contains("messages") == true)
    #expect(failure("has(a)")?.message == "has() takes one field, as in has(input.name)")
  }

  @Test func `macros refuse arguments that are no names`() {
    #expect(failure("[1].map(1, 2)")?.kind == .syntax)
    #expect(failure("[1].all(x.y, true)")?.kind == .syntax)
    #expect(failure("{}.transformMap(v, v)")?.kind == .syntax)
    #expect(failure("default(1 + 1, 2)")?.kind == .syntax)
  }

  @Test func `a variable of a macro hides the name and ends with the macro`() throws {
    #expect(try evaluate("[1, 2].map(x, x + 1)[0] + x", ["x": 10]) == 12)
    #expect(try evaluate("[1].map(x, .x + x)", ["x": 10]) == [11])
    #expect(try evaluate("[[1, 2], [3]].map(x, x.map(y, y * 2))") == [[2, 4], [6]])
  }

  @Test func `the paths an expression reads are known without evaluating it`() throws {
    let expression = try Expression(
      parsing: """
        steps["fetch-data"].result.size() > index && has(input.a.b) && [1].all(x, x < vars.limit)
          && default(signals.approve.by, previous) in steps[vars.name].x && input.a.b
        """)
    #expect(
      expression.references == [
        ["steps", "fetch-data", "result"], ["index"], ["input", "a", "b"], ["vars", "limit"],
        ["signals", "approve", "by"], ["previous"], ["vars", "name"], ["steps"],
      ])
  }

  @Test func `names nobody supplies are refused with a suggestion`() throws {
    let names: Set = ["input", "steps", "previous"]
    try Expression(parsing: "input.a + steps.b.result + type(previous) == int")
      .check(names: names)
    let error = #expect(throws: ExpressionError.self) {
      try Expression(parsing: "1 + inputs.a").check(names: names)
    }
    #expect(error?.kind == .unknownName)
    #expect(error?.column == 5)
    #expect(error?.message == "there is no 'inputs' here; did you mean 'input'?")
  }

  @Test func `expressions are equal by their text`() throws {
    #expect(try Expression(parsing: "a.b") == Expression(parsing: "a.b"))
    #expect(try Expression(parsing: "a.b") != Expression(parsing: "a . b"))
  }
}
