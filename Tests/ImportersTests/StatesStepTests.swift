import Importers
import JSON
import Testing

/// What single states become.
@Suite struct StatesStepTests {
  private func one(_ state: String) throws -> ImportedWorkflow {
    try states(#"{"StartAt": "A", "States": {"A": \#(state)}}"#)
  }

  @Test(arguments: [
    ("arn:aws:states:::dynamodb:putItem", "dynamodb:putItem"),
    ("arn:aws:states:::aws-sdk:s3:getObject", "s3:getObject"),
    ("arn:aws:lambda:eu-west-1:123456789012:function:resize", "resize"),
    ("arn:aws:states:eu-west-1:123456789012:activity:approve", "approve"), ("${Resize}", "Resize"),
  ])
  func `a task calls an agent named by its resource`(resource: String, agent: String) throws {
    let imported = try one(#"{"Type": "Task", "Resource": "\#(resource)", "End": true}"#)
    #expect(try imported.step("A")["agentId"]?.stringValue == agent)
    #expect(imported.agents == [agent])
  }

  @Test func `timeouts and a retrier are carried over`() throws {
    let imported = try one(
      """
      {"Type": "Task", "Resource": "a", "TimeoutSeconds": 30, "HeartbeatSeconds": 5, "Retry": [
        {"ErrorEquals": ["Busy", "States.Timeout"], "IntervalSeconds": 2, "MaxAttempts": 4,
         "BackoffRate": 1.5}], "End": true}
      """)
    let step = try imported.step("A")
    #expect(step["timeout"] == "30s")
    #expect(step["heartbeat"] == "5s")
    #expect(step["retry"]?["maxAttempts"] == 5)
    #expect(step["retry"]?["initialInterval"] == "2s")
    #expect(step["retry"]?["retryOn"] == ["Busy", "timeout"])
    #expect(imported.losses == [])
    #expect(imported.definition["defaults"] == ["retry": ["maxAttempts": 1]])
  }

  @Test func `retriers that differ are one policy, and that is said`() throws {
    let imported = try one(
      """
      {"Type": "Task", "Resource": "a", "Retry": [
        {"ErrorEquals": ["A"], "MaxAttempts": 1}, {"ErrorEquals": ["B"], "MaxAttempts": 9}],
       "End": true}
      """)
    #expect(try imported.step("A")["retry"]?["retryOn"] == ["A", "B"])
    #expect(imported.losses.count == 1)
  }

  @Test func `waits are sleeps`() throws {
    let path = #"{"Type": "Wait", "SecondsPath": "$.s", "End": true}"#
    #expect(try one(path).step("A")["duration"] == "${input.s}s")
    let time = #"{"Type": "Wait", "TimestampPath": "$.t", "End": true}"#
    #expect(try one(time).step("A")["until"] == "${input.t}")
  }

  @Test func `branches end in steps of their own, and their results are an array`() throws {
    let imported = try one(
      """
      {"Type": "Parallel", "ResultPath": "$.all", "End": true, "Branches": [
        {"StartAt": "B", "States": {"B": {"Type": "Task", "Resource": "b", "End": true}}},
        {"StartAt": "C", "States": {"C": {"Type": "Fail", "Error": "No"}}}]}
      """)
    let branches = try imported.step("A")["branches"]
    #expect(branches?["B"]?[0]?["input"] == "${input}")
    #expect(
      branches?["C"]?[0] == [
        "name": "C", "agentId": "fail", "input": ["type": "No", "message": "No"],
      ])
    #expect(
      imported.definition["output"]
        == #"${merge(input, {"all": [steps.A.result["B"], steps.A.result["C"]]})}"#)
  }

  @Test func `a map is a forEach over what ItemsPath names`() throws {
    let imported = try one(
      """
      {"Type": "Map", "ItemsPath": "$.list", "MaxConcurrency": 3, "End": true,
       "ItemSelector": {"one.$": "$$.Map.Item.Value", "all.$": "$.list"},
       "ItemProcessor": {"StartAt": "B", "States": {
         "B": {"Type": "Task", "Resource": "b", "End": true}}}}
      """)
    let map = try imported.step("A")
    #expect(map["items"] == "${input.list}")
    #expect(map["maxConcurrency"] == 3)
    #expect(try imported.step("A item")["input"] == ["one": "${item}", "all": "${input.list}"])
    #expect(try imported.step("B")["input"] == #"${steps["A item"].result}"#)
  }

  @Test func `members without a counterpart are named with their place`() throws {
    let imported = try one(
      #"{"Type": "Task", "Resource": "a", "Credentials": {"RoleArn": "r"}, "End": true}"#)
    #expect(imported.remarks.map(\.path.description) == ["/States/A/Credentials"])
    #expect(imported.losses.count == 1)
  }

  @Test(arguments: [
    (#""StringMatches": "log-*.txt""#, #"input.x.matches("(?s)^log-.*\\.txt$")"#),
    (#""NumericLessThanPath": "$.y""#, "input.x < input.y"),
    (
      #""TimestampGreaterThan": "2026-01-01T00:00:00Z""#,
      #"timestamp(input.x) > timestamp("2026-01-01T00:00:00Z")"#
    ),
    (#""IsString": true"#, "type(input.x) == string"), (#""IsPresent": false"#, "!(has(input.x))"),
  ])
  func `rules become conditions`(rule: String, condition: String) throws {
    let imported = try states(
      """
      {"StartAt": "A", "States": {"B": {"Type": "Pass", "End": true},
        "A": {"Type": "Choice", "Default": "B", "Choices": [
        {"Not": {"Variable": "$.x", \(rule)}, "Next": "C"}]}, "C": {"Type": "Fail"}}}
      """)
    #expect(try imported.step("A")["cases"]?[0]?["when"]?.stringValue == "!(\(condition))")
  }
}
