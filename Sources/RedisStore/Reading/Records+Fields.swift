import JSON
import Store
import Time

extension WorkflowRecord {
  init(_ fields: Fields) throws(StoreError) {
    let due = fields["due"] == nil ? nil : try fields.number("due")
    self.init(
      id: try fields.text("id"), name: try fields.text("name"),
      workflowDescription: fields["description"],
      currentStepIndex: try fields.number("currentStepIndex"), status: try fields.text("status"),
      metadata: try fields.json("metadata"), createdAt: try fields.instant("createdAt"),
      updatedAt: try fields.instant("updatedAt"), version: try fields.number("version"),
      key: fields["key"], scope: fields["scope"] ?? "", owner: fields["owner"],
      fence: try fields.number("fence"),
      due: due.map { Instant(milliseconds: Int64($0)) },
      wants: try fields.json("wants")?.arrayValue?.compactMap(\.stringValue) ?? [],
      priority: try fields.number("priority"), detail: try fields.json("detail") ?? [:])
  }
}

extension StepRecord {
  init(_ fields: Fields) throws(StoreError) {
    self.init(
      id: try fields.text("id"), workflow: try fields.text("workflowId"),
      parent: fields["parentId"], position: try fields.number("position"), name: fields["name"],
      agent: fields["agentId"], input: try fields.payload("input"), thread: fields["threadId"],
      status: try fields.text("status"), result: try fields.payload("result"),
      error: fields["error"], metadata: try fields.json("metadata"),
      createdAt: try fields.instant("createdAt"), updatedAt: try fields.instant("updatedAt"),
      detail: try fields.json("detail") ?? [:])
  }
}

extension ThreadRecord {
  init(_ fields: Fields) throws(StoreError) {
    self.init(
      id: try fields.text("id"), workflow: fields["workflowId"], title: fields["title"],
      metadata: try fields.json("metadata"), createdAt: try fields.instant("createdAt"),
      updatedAt: try fields.instant("updatedAt"))
  }
}

extension DocumentRecord {
  init(_ fields: Fields) throws(StoreError) {
    self.init(
      id: DocumentID(kind: try fields.text("kind"), key: try fields.text("key")),
      workflow: fields["workflowId"], revision: try fields.number("revision"),
      body: try fields.json("body") ?? .null)
  }
}

extension LeaseRecord {
  /// - Parameter lives: 1 or 0 where the server knows, else -1.
  init(_ fields: Fields, lives: Int64) throws(StoreError) {
    self.init(
      engine: try fields.text("engine"), host: try fields.text("host"),
      process: try fields.number("process"), startedAt: try fields.instant("startedAt"),
      expiresAt: try fields.instant("expiresAt"), isGone: lives < 0 ? nil : lives == 0)
  }
}
