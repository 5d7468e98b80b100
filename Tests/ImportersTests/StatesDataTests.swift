import Importers
import JSON
import Testing

/// Input and output processing of state machines.
@Suite struct StatesDataTests {
  /// One task with these members, and a second one that looks at what it left.
  private func after(_ members: String, see: String) throws -> JSON? {
    let imported = try states(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:eu:1:function:work", \(members),
              "Next": "B"},
        "B": {"Type": "Task", "Resource": "see", "Parameters": {"it.$": "\(see)"}, "End": true}}}
      """)
    return try imported.step("B")["input"]?["it"]
  }

  @Test func `a result replaces the document, or is put where ResultPath says`() throws {
    #expect(try after(#""Comment": """#, see: "$.x") == "${steps.A.result.x}")
    #expect(try after(#""ResultPath": "$.a""#, see: "$.a.x") == "${steps.A.result.x}")
    #expect(try after(#""ResultPath": "$.a""#, see: "$.x") == "${input.x}")
    #expect(try after(#""ResultPath": null"#, see: "$.x") == "${input.x}")
    #expect(
      try after(#""ResultPath": "$.a""#, see: "$") == #"${merge(input, {"a": steps.A.result})}"#)
    #expect(
      try after(#""ResultPath": "$.a.b""#, see: "$.a")
        == #"${merge(input.a, {"b": steps.A.result})}"#)
  }

  @Test func `OutputPath takes a part, of the result or of the input`() throws {
    #expect(try after(#""OutputPath": "$.Payload""#, see: "$.x") == "${steps.A.result.Payload.x}")
    #expect(
      try after(#""ResultPath": "$.a", "OutputPath": "$.b""#, see: "$.x") == "${input.b.x}")
    #expect(try after(#""OutputPath": null"#, see: "$") == "${{}}")
  }

  @Test func `a result selector is a step of its own`() throws {
    let value = try after(#""ResultSelector": {"code.$": "$.StatusCode"}"#, see: "$.code")
    #expect(value == #"${steps["A result"].result.code}"#)
  }

  @Test(arguments: [
    ("$.a[0].b", "${input.a[0].b}"), ("$.a[-1]", "${input.a[size(input.a) - 1]}"),
    ("$['a b'].c", #"${input["a b"].c}"#), ("$.a[*].b", "${input.a.map(one, one.b)}"),
    ("$.a[?(@.b == 'x')]", #"${input.a.filter(one, one.b == "x")}"#),
    ("$.a[1:]", "${input.a.transformList(place, one, place >= 1, one)}"),
    ("$$.Execution.Id", "${workflow.id}"), ("$$.Execution.Input.a", "${input.a}"),
    ("States.Format('{} of {}', $.a, $.b)", "${input.a} of ${input.b}"),
    ("States.Format('{}', $.a)", "${text(input.a)}"),
    ("States.ArrayLength($.a)", "${size(input.a)}"),
    ("States.MathAdd(States.ArrayLength($.a), -1)", "${size(input.a) - 1}"),
    ("States.ArrayGetItem(States.StringSplit($.a, '/'), 1)", #"${input.a.split("/")[1]}"#),
    ("States.JsonMerge($.a, $.b, false)", "${merge(input.a, input.b)}"),
    ("States.ArrayRange(1, 5, 2)", "${[1, 3, 5]}"),
  ])
  func `paths and intrinsic functions become expressions`(path: String, cel: JSON) throws {
    let imported = try states(
      """
      {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "see",
        "Parameters": {"it.$": \(JSON.string(path).text)}, "End": true}}}
      """)
    #expect(try imported.step("A")["input"]?["it"] == cel)
  }

  @Test func `what looks like an expression in the source is a text`() throws {
    let imported = try states(
      """
      {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "see",
        "Parameters": {"it": "${Name}"}, "End": true}}}
      """)
    #expect(try imported.step("A")["input"]?["it"] == "$${Name}")
    #expect(imported.remarks.map(\.kind) == [.note])
  }

  @Test(arguments: [
    ("$..a", "searches at every depth"), ("$.a[*].b[*]", "does not flatten"),
    ("States.Hash($.a, 'MD5')", "States.Hash"), ("a", "does not begin with $"),
  ])
  func `what CEL cannot say is refused with its place`(path: String, reason: String) throws {
    let text = """
      {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "see",
        "Parameters": {"it.$": \(JSON.string(path).text)}, "End": true}}}
      """
    let refusal = try #require(throws: ImportRefusal.self) { try states(text) }
    #expect(refusal.path.description == "/States/A/Parameters/it.$")
    #expect(refusal.message.contains(reason), "\(refusal.message)")
  }
}
