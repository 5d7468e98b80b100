public import Store

/// Templates among a store's documents.
extension Store {
  /// A version of a template, or the last one; nil where there is none.
  public func template(
    _ name: String, version: Int? = nil
  ) async throws(StoreError) -> TemplateRecord? {
    var chosen = version
    if chosen == nil { chosen = try await templateHead(name).last }
    guard let chosen else { return nil }
    return try await document(TemplateRecord.id(name, chosen)).flatMap(TemplateRecord.init)
  }

  /// What is known of a template's versions together; one without any where there are none.
  public func templateHead(_ name: String) async throws(StoreError) -> TemplateHead {
    let id = TemplateHead(name: name).id
    return try await document(id).map { TemplateHead($0) } ?? TemplateHead(name: name)
  }

  /// The last version of each template by name, after the one named.
  public func templates(
    after name: String?, limit: Int
  ) async throws(StoreError) -> [TemplateRecord] {
    var found: [TemplateRecord] = []
    var place = name
    while found.count < limit {
      let heads = try await documents(
        kind: TemplateHead.kind, prefix: "", after: place, limit: limit)
      for head in heads.map({ TemplateHead($0) }) where found.count < limit {
        if let last = head.last, let record = try await template(head.name, version: last) {
          found.append(record)
        }
      }
      guard heads.count == limit else { break }
      place = heads.last?.id.key
    }
    return found
  }

  /// The versions of a template after a number, in order.
  public func templateVersions(
    of name: String, after version: Int, limit: Int
  ) async throws(StoreError) -> [TemplateRecord] {
    try await documents(
      kind: TemplateRecord.kind, prefix: "\(name)\t", after: TemplateRecord.id(name, version).key,
      limit: limit
    ).compactMap(TemplateRecord.init)
  }
}
