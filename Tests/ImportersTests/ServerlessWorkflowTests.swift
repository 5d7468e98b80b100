import Importers
import JSON
import Testing

@Suite struct ServerlessWorkflowTests {
  @Test func `calls are agents, and each task sees what the one before left`() throws {
    let imported = try tasks(
      """
      [{"get": {"call": "http", "with": {"method": "get", "endpoint": "https://a.test/{id}"}}},
       {"put": {"call": "grpc", "with": {"body": "${ . + {sold: true} }"}}}]
      """)
    #expect(imported.agents == ["http", "grpc"])
    #expect(try imported.step("get")["input"]?["endpoint"] == "https://a.test/${input.id}")
    #expect(
      try imported.step("put")["input"]?["body"] == #"${merge(steps.get.result, {"sold": true})}"#)
    #expect(imported.definition["metadata"]?["version"] == "1.2.3")
  }

  @Test(arguments: [
    (".a.b", "input.a.b"), (".a == null", "default(input.a, null) == null"),
    (".a > 1 and (.b or .c)", "(input.a > 1) && (input.b || input.c)"),
    ("( .a | length ) >= 3", "size(input.a) >= 3"), (".a | not", "!(input.a)"),
    (#""x-\\(.a)" == .b"#, #"("x-" + text(input.a)) == input.b"#),
    (".a[0].b", "input.a[0].b"), (".a // 1", "default(input.a, 1)"),
    (#".a | startswith("x")"#, #"input.a.startsWith("x")"#),
    ("if .a then 1 else 2 end == 1", "(input.a ? 1 : 2) == 1"),
    ("$workflow.input.a == $workflow.id", "input.a == workflow.id"),
  ])
  func `jq becomes CEL`(query: String, cel: String) throws {
    let imported = try tasks(
      """
      [{"choose": {"switch": [{"yes": {"when": "\(query.replacing("\"", with: "\\\""))",
        "then": "a"}}, {"no": {"then": "b"}}]}},
       {"a": {"set": {"x": 1}, "then": "exit"}}, {"b": {"set": {"x": 2}}}]
      """)
    #expect(try imported.step("choose")["cases"]?[0]?["when"]?.stringValue == cel)
  }

  @Test(arguments: [".a[]", "..", ".a?", "select(.a)", "strange(.a)", "$nobody"])
  func `jq that CEL cannot say is refused`(query: String) {
    #expect(throws: ImportRefusal.self) {
      try tasks(#"[{"a": {"set": {"x": "${ \#(query) }"}}}]"#)
    }
  }

  @Test func `a task with a condition is a choice, and both ways go on`() throws {
    let imported = try tasks(
      #"[{"a": {"if": ".x", "set": {"y": 1}}}, {"b": {"set": {"z": "${ .y }"}}}]"#)
    #expect(imported.outline == ["a?", "b"])
    #expect(try imported.step("b")["input"]?["z"] == #"${steps["a?"].result.y}"#)
  }

  @Test func `try is a step that handles what is thrown in it`() throws {
    let imported = try tasks(
      """
      [{"careful": {"try": [{"get": {"call": "http", "with": {}}}], "catch": {
        "errors": {"with": {"type": "gone", "status": 404}}, "as": "e",
        "retry": {"delay": {"seconds": 3}, "backoff": {"exponential": {}},
                  "limit": {"attempt": {"count": 5}}},
        "do": [{"tell": {"set": {"why": "${ $e.message }"}}}]}}}]
      """)
    let step = try imported.step("careful")
    #expect(step["retry"]?["initialInterval"] == "3s")
    #expect(step["retry"]?["retryOn"] == ["gone"])
    #expect(step["retry"]?["maxAttempts"] == 6)
    #expect(step["onError"]?[0]?["match"] == ["gone"])
    #expect(try imported.step("tell")["input"]?["why"] == "${error.message}")
    #expect(imported.definition["output"] == "${steps.careful.result.try}")
    #expect(imported.losses.count == 1)
  }

  @Test func `for hands its output from turn to turn`() throws {
    let imported = try tasks(
      """
      [{"each": {"for": {"each": "pet", "in": ".pets"}, "do": [
        {"look": {"call": "vet", "with": {"pet": "${ $pet.id }", "last": "${ . }"}}}]}}]
      """)
    let loop = try imported.step("each")
    #expect(loop["while"] == #"previous.next < size(steps["each items"].result.items)"#)
    #expect(
      try imported.step("look")["input"]?["pet"]
        == #"${steps["each items"].result.items[iteration].id}"#)
    #expect(try imported.step("look")["input"]?["last"] == #"${steps["each state"].result}"#)
  }

  @Test func `events to listen to are signals`() throws {
    let imported = try tasks(
      """
      [{"ear": {"listen": {"to": {"any": [
        {"with": {"type": "hot", "data": "${ .degrees > 38 }"}}, {"with": {"type": "cold"}}]}}}}]
      """)
    #expect(try imported.step("ear")["join"] == "any")
    #expect(try imported.step("hot")["until"] == #"steps["hot signal"].result.degrees > 38"#)
    #expect(try imported.step("cold")["signal"] == "cold")
  }

  @Test func `fork, wait, raise, run, emit and export have their steps`() throws {
    let imported = try tasks(
      """
      [{"race": {"fork": {"compete": true, "branches": [
         {"a": {"call": "x", "with": {}}}, {"b": {"call": "y", "with": {}}}]}}},
       {"rest": {"wait": {"minutes": 1, "seconds": 30}}},
       {"child": {"run": {"workflow": {"name": "other", "version": "1", "input": {"a": 1}}},
                  "export": {"as": "${ . }"}}},
       {"tell": {"emit": {"event": {"with": {"type": "done", "data": "${ $context.a }"}}}}},
       {"stop": {"raise": {"error": {"type": "t", "title": "Over", "detail": "and out"}}}}]
      """)
    #expect(imported.outline == ["race", "rest", "child", "child export", "tell", "stop"])
    #expect(try imported.step("race")["join"] == "any")
    #expect(try imported.step("rest")["duration"] == "1m30s")
    #expect(try imported.step("child")["template"] == "other")
    #expect(try imported.step("tell")["input"]?["data"] == "${vars.context.a}")
    #expect(try imported.step("stop")["message"] == "Over: and out")
    #expect(imported.definition["vars"] == ["context": [:]])
  }
}
