import JSON
import Runtime
import Store
import Wire

extension Service {
  /// A version of a template, or the last one.
  /// - Throws: `templateNotFound`, or what is wrong with the file of this name.
  func template(_ name: String, version: Int?) async throws(WireError) -> TemplateRecord {
    try await takeUpTemplateFiles()
    let found = try await reading { try await $0.template(name, version: version) }
    if version == nil, let trouble = templateShelf.trouble(with: name) {
      throw WireError(
        .invalidDefinition, "The template's file cannot be used: \(trouble)",
        details: ["name": .string(name)])
    }
    guard let found else { throw .templateNotFound(name, version: version) }
    return found
  }

  /// Puts changes into the store and waits until they are there.
  func write(_ guards: [Guard], _ changes: [Change]) async -> CommandReply {
    await withCheckedContinuation { continuation in
      runtime.write(guards: guards, changes: changes) { continuation.resume(returning: $0) }
    }
  }

  /// What makes a version of a template of a draft; no changes where it is there already.
  /// - Throws: `conflict` where the version has other content or was deleted.
  func addition(
    of draft: TemplateDraft, version wanted: Int? = nil, fileDigest: String? = nil
  ) async throws(WireError) -> TemplateAddition {
    var head = try await reading { try await $0.templateHead(draft.name) }
    let unchanged = head.unchanged
    var record = TemplateRecord(
      name: draft.name, version: wanted ?? head.next, definition: draft.definition,
      inputSchema: draft.inputSchema, createdAt: runtime.time.now)
    let rival = try await reading { try await $0.template(draft.name, version: wanted) }
    if let rival, rival.isLike(record) {
      record = rival
    } else if let wanted, rival != nil || wanted < head.next {
      throw .versionTaken(draft.name, wanted, next: head.next, isThere: rival != nil)
    }
    let isNew = record != rival
    if isNew {
      head.next = max(head.next, record.version + 1)
      head.last = max(head.last ?? 0, record.version)
    }
    let isFileNew = fileDigest != nil && fileDigest != head.fileDigest
    head.fileDigest = fileDigest ?? head.fileDigest
    var changes: [Change] = isNew ? [.document(record.document)] : []
    if isNew || isFileNew { changes.append(.document(head.document)) }
    return TemplateAddition(record: record, guards: [unchanged], changes: changes)
  }
}

/// A version of a template, and what has to be written for it to be there.
struct TemplateAddition {
  let record: TemplateRecord
  let guards: [Guard]
  let changes: [Change]
}

extension WireError {
  /// The version has other content, or is one that was given before or left out.
  fileprivate static func versionTaken(
    _ name: String, _ version: Int, next: Int, isThere: Bool
  ) -> WireError {
    let advice = "leave \"version\" out, or take \(next)"
    return WireError(
      .conflict,
      isThere
        ? "Version \(version) of template \(name) has other content; \(advice)."
        : "Version \(version) of template \(name) was there before or was left out; \(advice).",
      details: ["name": .string(name), "version": JSON(version)])
  }
}
