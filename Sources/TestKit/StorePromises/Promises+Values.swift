import JSON
import Store

extension StorePromise {
  static let values: [StorePromise] = [
    StorePromise("JSON comes back as it went in") { trial in
      for (index, value) in awkward.enumerated() {
        let id = "w\(index)"
        try await trial.write(
          .workflow(.sample(id).with { $0.detail = ["value": value] }),
          .event(.sample(id, 1, data: ["value": value])),
          .step(.sample("s", of: id).with { $0.input = .inline(value) }))
        let step = try await trial.store.step("s", of: id)
        try expect(step?.input, is: .inline(value), "an input")
        let event = try await trial.store.events(EventQuery(workflow: id, limit: 1)).first
        try expect(event?.data["value"], is: value, "an event's member")
        let workflow = try await trial.store.workflow(id)
        try expect(workflow?.detail["value"], is: value, "a workflow's detail")
      }
    },

    StorePromise("members of objects keep their order") { trial in
      let value: JSON = ["z": 1, "a": ["y": 2, "b": 3], "m": 4]
      try await trial.write(.document(.sample("d", body: value)))
      let document = try await trial.store.document(DocumentID(kind: "template", key: "d"))
      try expect(document?.body.text, is: value.text, "the text")
    },

    StorePromise("no metadata differs from null, no input from a null input") { trial in
      try await trial.write(
        .workflow(.sample("w").with { $0.metadata = .null }), .workflow(.sample("x")),
        .step(.sample("s", of: "w").with { $0.input = .inline(.null) }),
        .step(.sample("r", of: "w")))
      try expect(try await trial.store.workflow("w")?.metadata, is: .some(.null), "null")
      try expect(try await trial.store.workflow("x")?.metadata, is: nil, "none")
      let input = try await trial.store.step("s", of: "w")?.input
      try expect(input, is: .inline(.null), "a null input")
      try expect(try await trial.store.step("r", of: "w")?.input, is: nil, "no input")
    },

    StorePromise("any text may be an id, a name or a key") { trial in
      for (index, text) in texts.enumerated() {
        let record = WorkflowRecord.sample(text).with {
          $0.name = text
          $0.key = text
          $0.scope = text
        }
        try await trial.write(
          .workflow(record), .step(.sample(text, of: text)), .thread(.sample(text)),
          .message(.sample(text, in: text, .inline(.string(text)))),
          .document(.sample(text)), .inbox(.sample(text, to: text)))
        try expect(try await trial.store.workflow(text), is: record, "workflow \(index)")
        try expect(try await trial.store.workflow(key: text), is: record, "by its key")
        try expect(try await trial.steps(of: text), is: [text], "the steps")
        let messages = try await trial.store.messages(of: text, after: nil, limit: 1)
        try expect(messages.map(\.content), is: [.inline(.string(text))], "the messages")
        try expect(try await trial.store.inbox(of: text).map(\.id), is: [text], "the inbox")
      }
    },

    StorePromise("a value of a megabyte is kept") { trial in
      let big = JSON.string(String(repeating: "0123456789abcdeé", count: 1 << 16))
      try await trial.write(
        .workflow(.sample("w")), .event(.sample("w", 1, data: ["result": big])),
        .thread(.sample("t")),
        .message(.sample("m", in: "t", .event(seq: 1, member: "result"), of: "w")),
        .document(.sample("d", body: big)))
      let event = try await trial.store.events(EventQuery(workflow: "w", limit: 1)).first
      try expect(event?.data["result"] == big, "the event holds it")
      let document = try await trial.store.document(DocumentID(kind: "template", key: "d"))
      try expect(document?.body == big, "the document holds it")
    },

    StorePromise("a reference to an event is kept as one") { trial in
      let reference = Payload.event(seq: 1, member: "result")
      try await trial.write(
        .workflow(.sample("w")), .event(.sample("w", 1, data: ["result": "r"])),
        .step(.sample("s", of: "w").with { $0.result = reference }), .thread(.sample("t")),
        .message(.sample("m", in: "t", reference, of: "w")))
      try expect(try await trial.store.step("s", of: "w")?.result, is: reference, "the result")
      let messages = try await trial.store.messages(of: "t", after: nil, limit: 1)
      try expect(messages.map(\.content), is: [reference], "the content")
    },
  ]

  private static let awkward: [JSON] = [
    .null, true, 0, -1, 9_007_199_254_740_993, .int(.max), .int(.min), 0.1, -0.0, 1e300,
    .double(.leastNonzeroMagnitude),
    .number("123456789012345678901234567890"), .number("1e999"), "", "text", "\u{0}\u{1}\n\t\"\\",
    "\u{2028}\u{2029}\u{85}", "👩‍👩‍👧‍👦 é ß ﬀ 中文", [], [[]], [:], ["": ""], ["a": ["b": [["c": .null]]]],
    deep(200),
  ]

  private static let texts = [
    "plain", "with space", "quote ' \" ` \\", "%_*?[]", "; DROP TABLE workflow; --", "日本語",
    "👩‍👩‍👧‍👦", "line\nbreak", "../../etc", String(repeating: "long", count: 500), "$.path[0]",
  ]

  private static func deep(_ levels: Int) -> JSON {
    (0..<levels).reduce("bottom") { value, _ in [value] }
  }
}
