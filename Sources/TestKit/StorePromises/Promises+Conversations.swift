import JSON
import Store

extension StorePromise {
  static let conversations: [StorePromise] = [
    StorePromise("a thread is read as it was written; its creation stays") { trial in
      var thread = ThreadRecord(
        id: "t", workflow: "w", title: "title", metadata: ["m": 1], createdAt: .at(1),
        updatedAt: .at(2))
      try await trial.write(.thread(thread))
      try expect(try await trial.store.thread("t"), is: thread, "the thread")
      thread.createdAt = .at(5)
      thread.updatedAt = .at(6)
      thread.title = nil
      thread.workflow = nil
      try await trial.write(.thread(thread))
      thread.createdAt = .at(1)
      try expect(try await trial.store.thread("t"), is: thread, "the thread rewritten")
      try expect(try await trial.store.thread("u"), is: nil, "an unknown thread")
    },

    StorePromise("opening a thread that is there tells only of its last use") { trial in
      var thread = ThreadRecord(
        id: "t", workflow: "w", title: "title", metadata: ["m": 1], createdAt: .at(1),
        updatedAt: .at(2))
      try await trial.write(.openThread(thread))
      try expect(try await trial.store.thread("t"), is: thread, "the thread")
      try await trial.write(.openThread(.sample("t", workflow: "other", updated: 7)))
      thread.updatedAt = .at(7)
      try expect(try await trial.store.thread("t"), is: thread, "the thread opened again")
    },

    StorePromise("threads are listed by last update, newest first, ties by id") { trial in
      try await trial.write(
        .thread(.sample("b", updated: 1)), .thread(.sample("a", updated: 1)),
        .thread(.sample("c", updated: 2)))
      let all = try await trial.store.threads(offset: 0, limit: 9).map(\.id)
      try expect(all, is: ["c", "a", "b"], "the order")
      let page = try await trial.store.threads(offset: 1, limit: 1).map(\.id)
      try expect(page, is: ["a"], "a page")
    },

    StorePromise("messages get growing positions and are read in order") { trial in
      try await trial.write(.thread(.sample("t")), .thread(.sample("u")))
      for number in 1...5 {
        try await trial.write(.message(.sample("m\(number)", in: "t", .inline("text"))))
      }
      try await trial.write(.message(.sample("m1", in: "u", .inline("other"))))
      let all = try await trial.store.messages(of: "t", after: nil, limit: 9)
      try expect(all.map(\.id), is: ["m1", "m2", "m3", "m4", "m5"], "the order")
      try expect((all.first?.position ?? 0) >= 1, "positions begin at 1")
      try expect(zip(all, all.dropFirst()).allSatisfy { $0.position < $1.position }, "they grow")
      let page = try await trial.store.messages(of: "t", after: all[1].position, limit: 2)
      try expect(page.map(\.id), is: ["m3", "m4"], "a page")
      let last = try await trial.store.lastMessages(of: "t", limit: 2)
      try expect(last.map(\.id), is: ["m4", "m5"], "the last two")
    },

    StorePromise("a message is read as it was written; a known id is replaced in place") { trial in
      var message = MessageRecord(
        id: "m", thread: "t", role: "tool", content: .inline([["type": "text", "text": "x"]]),
        workflow: "w", step: "s", metadata: ["k": "v"], createdAt: .at(3))
      try await trial.write(
        .thread(.sample("t")), .message(message), .message(.sample("n", in: "t", .inline("n"))))
      message.position = 1
      try expect(
        try await trial.store.messages(of: "t", after: nil, limit: 1), is: [message], "the message")
      message.content = .inline("edited")
      message.position = 0
      message.role = "user"
      try await trial.write(.message(message))
      let all = try await trial.store.messages(of: "t", after: nil, limit: 9)
      try expect(all.map(\.id), is: ["m", "n"], "the order")
      message.position = 1
      try expect(all.first, is: message, "the message rewritten")
    },

    StorePromise("a message to a thread that is not there vanishes") { trial in
      let outcome = try await trial.commit(
        "one", do: .message(.sample("m", in: "t", .inline("x"))), .document(.sample("d")))
      try expect(outcome, is: .applied(cursor: 0), "the outcome")
      try await trial.write(.thread(.sample("t")))
      let messages = try await trial.store.messages(of: "t", after: nil, limit: 9)
      try expect(messages, is: [], "the messages")
    },

    StorePromise("a deleted thread takes its messages along") { trial in
      try await trial.write(
        .thread(.sample("t")), .message(.sample("m", in: "t", .inline("x"))))
      try await trial.write(.deleteThread("t"), .deleteThread("unknown"))
      try expect(try await trial.store.thread("t"), is: nil, "the thread")
      try await trial.write(.thread(.sample("t")))
      let messages = try await trial.store.messages(of: "t", after: nil, limit: 9)
      try expect(messages, is: [], "the messages of a new thread of that id")
    },
  ]
}
