import JSON
import Runtime
import Store
import Wire

extension Service {
  /// What must be written so that messages outlive the workflow in whose events they are stored:
  /// those of threads it does not own, and all of them if its threads are kept.
  func keptMessages(of workflow: String, all: Bool) async throws(WireError) -> [Change] {
    let steps = try await reading { store in
      try await store.steps(of: workflow, parent: nil, after: nil, limit: 100_000)
    }
    var changes: [Change] = []
    for thread in Set(steps.compactMap(\.thread)).sorted() {
      guard let record = try await reading({ try await $0.thread(thread) }),
        all || record.workflow != workflow
      else { continue }
      changes += try await messages(of: thread, storedIn: workflow)
    }
    return changes
  }

  private func messages(
    of thread: String, storedIn workflow: String
  ) async throws(WireError) -> [Change] {
    let records = try await reading { store in
      try await store.messages(of: thread, after: nil, limit: .max)
    }
    let affected = records.filter { $0.workflow == workflow && $0.isStoredInEvent }
    do throws(StoreError) {
      let contents = try await runtime.contents(of: affected)
      return zip(affected, contents).map { record, content in
        var record = record
        record.content = .inline(content.content)
        return .message(record)
      }
    } catch {
      throw WireError(error)
    }
  }
}

extension MessageRecord {
  fileprivate var isStoredInEvent: Bool {
    if case .event = content { true } else { false }
  }
}
