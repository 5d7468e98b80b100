import Expressions
import JSON
import Testing

@Suite struct TemplateTests {
  static let names: [String: JSON] = [
    "name": "World", "count": 3, "list": [1, "a"], "map": ["}": "brace", "ratio": 0.5],
    "none": .null,
  ]

  func render(_ text: String) throws(ExpressionError) -> JSON {
    try TextTemplate(parsing: text).json(in: environment(Self.names))
  }

  @Test(
    arguments: [
      ("plain", "plain"), ("Hello ${name}!", "Hello World!"), ("${count}", 3),
      ("${ list }", [1, "a"]),
      ("${none}", .null), (" ${count}", " 3"), ("${list} and ${none}", #"[1,"a"] and null"#),
      ("${count}${count}", "33"), ("$${name}", "${name}"), ("a $${ ${name}", "a ${ World"),
      ("$5 and $ and {x}", "$5 and $ and {x}"), ("${map['}']}", "brace"), ("${'}'}x", "}x"),
      ("${ {'a': {'b': count}}.a.b }", 3), ("${{'a': 1}}", ["a": 1]), ("${r'\\}'}", "\\}"),
      ("${'''}'''}", "}"), ("ü${name}ü", "üWorldü"), ("${count // }\n}", 3),
      ("$$${name}", "$${name}"),
      ("${map.ratio}%", "0.5%"), ("", ""), ("${duration('90s')} long", "90s long"),
    ] as [(String, JSON)])
  func `expressions in a text are replaced by their values`(text: String, value: JSON) throws {
    #expect(try render(text) == value)
  }

  @Test(arguments: [
    ("Hello ${nam}", 9, ExpressionError.Kind.unknownName), ("äöü ${1 +}", 10, .syntax),
    ("${name", 7, .syntax), ("x ${", 5, .syntax), ("${}", 3, .syntax),
    ("a ${name} ${ 1/0 }", 15, .divisionByZero),
    ("${'a}", 3, .syntax), ("${name name}", 8, .syntax), ("${map.ratioo}", 6, .noSuchPath),
  ])
  func `an error points into the text`(
    text: String, column: Int, kind: ExpressionError.Kind
  ) {
    let error = #expect(throws: ExpressionError.self) { try render(text) }
    #expect(error?.column == column)
    #expect(error?.kind == kind)
  }

  @Test func `a value keeps its shape and its literals`() throws {
    let template = try JSONTemplate([
      "text": "Hi ${name}", "n": "${count + 1}", "deep": [["${list}"], 1, .null, true],
      "${name}": "$${x}",
    ])
    #expect(!template.isLiteral)
    #expect(template.references == [["name"], ["count"], ["list"]])
    #expect(
      try template.json(in: environment(Self.names)).text
        == #"{"text":"Hi World","n":4,"deep":[[[1,"a"]],1,null,true],"${name}":"${x}"}"#)
  }

  @Test func `a value without expressions is known to be one`() throws {
    let value: JSON = ["a": ["text", 1, ["b": "$5 {x}"]]]
    let template = try JSONTemplate(value)
    #expect(template.isLiteral)
    #expect(try template.json(in: environment([:]), costLimit: 0) == value)
    #expect(try TextTemplate(parsing: "text").isLiteral)
    #expect(try !TextTemplate(parsing: "${1}").isLiteral)
  }

  @Test func `an error in a value points at the string and the column`() throws {
    let error = #expect(throws: ExpressionError.self) {
      try JSONTemplate(["steps": [1, ["a/b": "x ${1 +}"]]])
    }
    #expect(error?.pointer.description == "/steps/1/a~1b")
    #expect(error?.column == 8)
    #expect(error?.description.hasPrefix("/steps/1/a~1b, column 8: ") == true)

    let template = try JSONTemplate(["a": ["${missing.x}"]])
    let runtime = #expect(throws: ExpressionError.self) { try template.json(in: environment([:])) }
    #expect(runtime?.pointer.description == "/a/0")
    let checked = #expect(throws: ExpressionError.self) { try template.check(names: ["input"]) }
    #expect(checked?.pointer.description == "/a/0")
    #expect(checked?.column == 3)
  }

  @Test func `the expressions of a value share one limit`() throws {
    let template = try JSONTemplate(.array(Array(repeating: "${list.map(x, x)}", count: 100)))
    let environment = environment(Self.names)
    #expect(try template.json(in: environment, costLimit: 10_000).arrayValue?.count == 100)
    let error = #expect(throws: ExpressionError.self) {
      try template.json(in: environment, costLimit: 300)
    }
    #expect(error?.kind == .limitExceeded)
  }

  @Test func `values are not evaluated again`() throws {
    let template = try JSONTemplate("${a} ${a}")
    #expect(try template.json(in: environment(["a": "${b}"])) == "${b} ${b}")
  }

  @Test func `a text with very many expressions is read in time linear in its length`() throws {
    let text = String(repeating: "ä${1}", count: 20_000)
    let template = try TextTemplate(parsing: text + "${x}")
    #expect(template.expressions.count == 20_001)
    let error = #expect(throws: ExpressionError.self) { try template.check(names: []) }
    #expect(error?.column == 20_000 * 5 + 3)
  }
}
