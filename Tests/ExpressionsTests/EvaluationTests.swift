import Expressions
import JSON
import Testing

@Suite struct EvaluationTests {
  static let names: [String: JSON] = [
    "input": [
      "title": "Report", "count": 3, "ratio": 0.5, "tags": ["a", "b"], "nothing": .null,
      "odd-name": true, "nested": ["deep": ["er": "found"]],
    ],
    "steps": ["research": ["result": ["title": "T"], "status": "completed"]],
  ]

  @Test(
    arguments: [
      ("input.title + '!'", "Report!"), ("input.count + 1", 4), ("input.ratio * 2.0", 1.0),
      ("input.tags[1]", "b"), ("input['odd-name']", true), ("input.`odd-name`", true),
      ("input.nested.deep.er", "found"), ("has(input.title) && !has(input.titel)", true),
      ("'a' in input.tags && !('c' in input.tags) && 'title' in input", true),
      ("size(input.tags) == 2 && input.tags.size() == 2", true),
      ("input.nothing == null", true), ("type(input.count) == int", true),
      ("input.count > 2 ? 'many' : 'few'", "many"),
      ("input.tags.exists(t, t.startsWith('b'))", true),
      ("input.tags.map(t, t + t)", ["aa", "bb"]),
      ("input.map(k, k).size()", 7),
      ("{'k': input.tags, 1: true}", ["k": ["a", "b"], "1": true]),
      ("input.tags + ['c']", ["a", "b", "c"]),
      ("input.?titel.orValue('none')", "none"), ("input.tags[?5].orValue('none')", "none"),
      ("math.greatest(input.count, 7)", 7), ("input.count == 3.0 && 3u == input.count", true),
      ("cel.bind(t, input.title, t + t)", "ReportReport"),
    ] as [(String, JSON)])
  func `an expression reads what it is given`(source: String, value: JSON) throws {
    #expect(try evaluate(source, Self.names) == value)
  }

  @Test(arguments: [
    ("steps.research.reslt", "steps.research has no 'reslt'; did you mean 'result'?", 15),
    ("steps.review.result", "steps has no 'review'", 6),
    ("input.tags[2]", "input.tags has 2 elements, none at index 2", 11),
    ("'x' + input['nam']", "input has no 'nam'", 12),
    ("input.nested.deep.er.more", "input.nested.deep.er is string and has no field 'more'", 21),
    ("input.nothing.more", "input.nothing is null and has no field 'more'", 14),
    ("ipnut.title", "nothing is known by the name 'ipnut'", 1),
  ])
  func `a missing path is an error that names the place`(
    source: String, message: String, column: Int
  ) {
    let error = failure(source, Self.names)
    #expect(error?.message == message)
    #expect(error?.column == column)
  }

  @Test(
    arguments: [
      ("1 / 0", .divisionByZero), ("1 % 0", .divisionByZero),
      ("9223372036854775807 + 1", .overflow),
      ("0u - 1u", .overflow), ("1 + 1.0", .noMatchingOverload), ("'a' + 1", .noMatchingOverload),
      ("'a' < 1", .noMatchingOverload), ("!1", .noMatchingOverload),
      ("[1]['a']", .noMatchingOverload),
      ("1 in 2", .noMatchingOverload), ("1 ? 2 : 3", .noMatchingOverload),
      ("size(1)", .noMatchingOverload), ("int('x')", .invalidValue), ("int(1e99)", .overflow),
      ("timestamp('yesterday')", .invalidValue), ("duration('400y')", .invalidValue),
      ("{1.5: 2}", .noMatchingOverload), ("{'a': 1, 'a': 2}", .invalidValue),
      ("[1].map(x, x / 0)", .divisionByZero), ("json('{')", .invalidValue), ("now()", .unknownName),
      ("0.0 / 0.0", .notJSON), ("1.0 / 0.0", .notJSON), ("int", .notJSON),
      ("{1: 1, '1': 2}", .notJSON),
      ("optional.none()", .notJSON),
    ] as [(String, ExpressionError.Kind)])
  func `what cannot be evaluated is an error of its kind`(
    source: String, kind: ExpressionError.Kind
  ) {
    #expect(failure(source)?.kind == kind)
  }

  @Test func `an error of one operand does not count where the other decides`() throws {
    #expect(try evaluate("1 / 0 == 1 || true") == true)
    #expect(try evaluate("missing.a && false") == false)
    #expect(failure("1 / 0 == 1 || false")?.kind == .divisionByZero)
    #expect(try evaluate("[0, 1].exists(x, 1 / x == 1)") == true)
    #expect(failure("[0, 1].exists_one(x, 1 / x == 1)")?.kind == .divisionByZero)
  }

  @Test func `default catches a missing path and nothing else`() throws {
    #expect(try evaluate("default(input.titel, 'x')", Self.names) == "x")
    #expect(try evaluate("default(input.title, 'x')", Self.names) == "Report")
    #expect(try evaluate("default(input.tags[9], 'x')", Self.names) == "x")
    #expect(try evaluate("default(input.nothing.more, 'x')", Self.names) == "x")
    #expect(try evaluate("default(previous, 'x')", Self.names) == "x")
    #expect(try evaluate("default(input.nothing, 'x')", Self.names) == .null)
    #expect(failure("default(input[1 / 0], 'x')", Self.names)?.kind == .divisionByZero)
    #expect(failure("default(input.title.more, 'x')", Self.names)?.kind == .noMatchingOverload)
  }

  @Test func `a condition must be true or false`() throws {
    let environment = environment(Self.names)
    #expect(try Expression(parsing: "input.count > 2").condition(in: environment))
    let error = #expect(throws: ExpressionError.self) {
      try Expression(parsing: "input.title").condition(in: environment)
    }
    #expect(error?.kind == .typeMismatch)
    #expect(error?.message.contains("string") == true)
  }

  @Test func `strings are compared scalar by scalar, without normalization`() throws {
    let names: [String: JSON] = ["a": "\u{E9}", "b": "e\u{301}"]
    #expect(try evaluate("a == b", names) == false)
    #expect(try evaluate("{a: 1, b: 2}.size()", names) == 2)
    #expect(try evaluate("b < a", names) == true)
    #expect(try evaluate("a.size() + b.size()", names) == 3)
  }

  @Test func `JSON comes through unchanged`() throws {
    let value: JSON = [
      "big": .number("123456789012345678901234567890"), "z": [1, 2.5, .null], "a": ["b": true],
    ]
    #expect(try evaluate("v", ["v": value]).text == value.text)
    #expect(try evaluate("[v.a, v.z[0]]", ["v": value]).text == #"[{"b":true},1]"#)
  }

  @Test(arguments: [
    ("b'hi?'", #""aGk/""#), ("duration('1h30m') + duration('-500ms')", #""5399.5s""#),
    ("timestamp('2026-01-02T03:04:05.25+01:00')", #""2026-01-02T02:04:05.250Z""#),
    ("18446744073709551615u", "18446744073709551615"), ("{true: 1, 2u: 2}", #"{"true":1,"2":2}"#),
    ("optional.of(1)", "1"), ("-0.0", "-0.0"),
  ])
  func `values that JSON has not are written in its words`(source: String, text: String) throws {
    #expect(try evaluate(source).text == text)
  }

  @Test func `names with dots are found where the first part is unknown`() throws {
    let names: [String: JSON] = ["a.b": ["c": 1], "a.b.d": 2]
    #expect(try evaluate("a.b.c + a.b.d", names) == 3)
    #expect(failure("a.c", names)?.kind == .unknownName)
  }
}
