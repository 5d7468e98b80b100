import JSON
import Runtime
import Store
import Wire

extension TemplateDelete: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.change?.precedingSettled()
    let params = call.params
    try await call.service.takeUpTemplateFiles()
    try await call.writeTemplate { () async throws(WireError) in
      try await call.service.removal(of: params.name, version: params.version)
    }
  }
}

extension Service {
  private static let page = 1000

  /// What takes a version of a template away, or all of them.
  fileprivate func removal(
    of name: String, version: Int?
  ) async throws(WireError) -> ([Guard], [Change], Deletion) {
    var head = try await reading { try await $0.templateHead(name) }
    let unchanged = head.unchanged
    let all = try await versions(of: name)
    let gone = all.filter { version == nil || $0 == version }
    guard !gone.isEmpty else { return ([], [], Deletion(deleted: false)) }
    head.last = all.last { !gone.contains($0) }
    let changes = gone.map { Change.deleteDocument(TemplateRecord.id(name, $0)) }
    return ([unchanged], changes + [.document(head.document)], Deletion(deleted: true))
  }

  private func versions(of name: String) async throws(WireError) -> [Int] {
    var found: [Int] = []
    while true {
      let last = found.last ?? 0
      let page = try await reading { store in
        try await store.templateVersions(of: name, after: last, limit: Self.page)
      }
      found += page.map(\.version)
      if page.count < Self.page { return found }
    }
  }
}

extension Call {
  private static var tries: Int { 100 }

  /// Writes what `prepare` finds has to be written, again and again while others are quicker, with
  /// pauses drawn by lot so that they get out of each other's way, and answers with its result; a key
  /// is kept with it.
  func writeTemplate(
    _ prepare: () async throws(WireError) -> ([Guard], [Change], Called.Result)
  ) async throws(WireError) {
    for attempt in 0..<Self.tries {
      await Self.giveWay(before: attempt)
      let earlier = try await replayRecord(of: "")
      if case .known(_, let told?) = earlier { return answer(json: told) }
      let (guards, changes, result) = try await prepare()
      let record = try await replayRecord(of: "", result: result.json)
      let all = changes + record.changes
      guard !all.isEmpty else { return answer(result) }
      switch await service.write(guards + record.guards, all) {
      case .workflow, .done: return answer(result)
      case .refused(.conflict), .refused(.missing): continue
      case .refused(let refusal): throw WireError(refusal)
      }
    }
    throw WireError(.conflict, "Others keep changing this template; try again.")
  }

  private static func giveWay(before attempt: Int) async {
    guard attempt > 0 else { return }
    do {
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...(1 << min(attempt, 7)))))
    } catch {
      // Cancelled: it tries on without pauses.
    }
  }
}
