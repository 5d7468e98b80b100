import Importers
import JSON
import Testing

/// How the jumps of state machines become sequences, choices, loops and handlers.
@Suite struct StatesFlowTests {
  @Test func `ways that meet again go on behind the choice`() throws {
    let imported = try states(
      """
      {"StartAt": "Which?", "States": {
        "Which?": {"Type": "Choice", "Default": "B", "Choices": [
          {"Variable": "$.kind", "StringEquals": "a", "Next": "A"}]},
        "A": {"Type": "Task", "Resource": "a", "Next": "C"},
        "B": {"Type": "Task", "Resource": "b", "Next": "C"},
        "C": {"Type": "Task", "Resource": "c", "End": true}}}
      """)
    #expect(imported.outline == ["Which?", "C"])
    let choice = try imported.step("Which?")
    #expect(choice["cases"]?[0]?["when"] == #"input.kind == "a""#)
    #expect(choice["default"]?[0]?["agentId"] == "b")
    #expect(try imported.step("C")["input"] == #"${steps["Which?"].result}"#)
    #expect(imported.agents == ["a", "b", "c"])
  }

  @Test func `a choice that may fail is a guard before what follows`() throws {
    let imported = try states(
      """
      {"StartAt": "Valid?", "States": {
        "Valid?": {"Type": "Choice", "Choices": [
          {"Variable": "$.ok", "BooleanEquals": true, "Next": "Work"}], "Default": "Stop"},
        "Work": {"Type": "Task", "Resource": "work", "End": true},
        "Stop": {"Type": "Fail", "Error": "Bad", "Cause": "not ok"}}}
      """)
    #expect(imported.outline == ["Valid?", "Work"])
    #expect(try imported.step("Stop")["message"] == "Bad: not ok")
    #expect(try imported.step("Work")["input"] == "${input}")
  }

  @Test func `a choice without a default fails where no rule holds`() throws {
    let imported = try states(
      """
      {"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "D"}]},
        "D": {"Type": "Succeed"}}}
      """)
    #expect(try imported.step("C without a match")["message"] == "States.NoChoiceMatched")
  }

  @Test func `jumps back become a loop that hands its document on`() throws {
    let imported = try states(
      """
      {"StartAt": "Wait", "States": {
        "Wait": {"Type": "Wait", "Seconds": 5, "Next": "Look"},
        "Look": {"Type": "Task", "Resource": "look", "Next": "Done?"},
        "Done?": {"Type": "Choice", "Default": "Wait", "Choices": [
          {"Variable": "$.state", "StringEquals": "done", "Next": "Use"},
          {"Variable": "$.state", "StringEquals": "broken", "Next": "Broken"}]},
        "Broken": {"Type": "Fail"},
        "Use": {"Type": "Task", "Resource": "use", "End": true}}}
      """)
    #expect(imported.outline == ["Wait start", "Wait loop", "Use"])
    let loop = try imported.step("Wait loop")
    #expect(loop["until"] == #"!steps["Done?"].result.again"#)
    #expect(loop["maxIterations"] == 10_000)
    #expect(try imported.step("Look")["input"] == #"${steps["Wait state"].result}"#)
    #expect(try imported.step("Use")["input"] == #"${steps["Wait loop"].result.state}"#)
    #expect(try imported.step("Broken")["type"] == "fail")
  }

  @Test func `a loop that changes nothing carries nothing`() throws {
    let imported = try states(
      """
      {"StartAt": "Look", "States": {
        "Look": {"Type": "Task", "Resource": "look", "ResultPath": null, "Next": "Done?"},
        "Done?": {"Type": "Choice", "Default": "Look", "Choices": [
          {"Variable": "$.state", "IsPresent": true, "Next": "Use"}]},
        "Use": {"Type": "Task", "Resource": "use", "End": true}}}
      """)
    #expect(imported.outline == ["Look loop", "Use"])
    #expect(try imported.step("Use")["input"] == "${input}")
    #expect(try imported.step("Done?")["cases"]?[0]?["when"] == "has(input.state)")
  }

  @Test func `loops that are entered in the middle are refused with the places`() throws {
    let text = """
      {"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Default": "B", "Choices": [
          {"Variable": "$.x", "NumericGreaterThan": 1, "Next": "A"}]},
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Pass", "Next": "A"}}}
      """
    let refusal = try #require(throws: ImportRefusal.self) { try states(text) }
    #expect(refusal.message.contains(#""A" and "B""#))
  }

  @Test func `a catcher that never comes back is a handler that ends the workflow`() throws {
    let imported = try states(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "a", "Next": "B",
          "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Tell"}]},
        "B": {"Type": "Task", "Resource": "b", "End": true},
        "Tell": {"Type": "Task", "Resource": "tell",
          "Parameters": {"why.$": "$.error.Cause"}, "Next": "Stop"},
        "Stop": {"Type": "Fail"}}}
      """)
    #expect(imported.outline == ["A", "B"])
    let handler = try imported.step("A")["onError"]?[0]
    #expect(handler?["match"] == nil)
    #expect(
      handler?["steps"]?[0]?["input"]?["why"]
        == "${{\"Error\": error.type, \"Cause\": error.message}.Cause}")
    #expect(handler?["steps"]?[1]?["type"] == "fail")
  }

  @Test func `a catcher that comes back brings its own document`() throws {
    let imported = try states(
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "a", "ResultPath": "$.a", "Next": "B",
          "Catch": [{"ErrorEquals": ["Gone"], "Next": "Mend"}]},
        "Mend": {"Type": "Pass", "Result": {"a": 1}, "Next": "B"},
        "B": {"Type": "Task", "Resource": "b", "End": true}}}
      """)
    let handler = try imported.step("A")["onError"]?[0]
    #expect(handler?["match"] == ["Gone"])
    #expect(
      try imported.step("A state")["input"]?.stringValue?.contains("? steps.A.result.caught :")
        == true)
    #expect(try imported.step("B")["input"] == #"${steps["A state"].result}"#)
  }

  @Test func `JSONata is refused with the reason`() throws {
    let refusal = try #require(throws: ImportRefusal.self) {
      try states(#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {}}"#)
    }
    #expect(refusal.path.description == "/QueryLanguage")
    #expect(refusal.message.contains("JSONata is not imported"))
  }
}
