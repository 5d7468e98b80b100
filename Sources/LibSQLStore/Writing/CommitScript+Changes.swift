import JSON
import SQLLayout
import Store

extension CommitScript {
  mutating func add(_ change: Change, operation: String) {
    switch change {
    case .workflow(let record): add(record, operation: operation)
    case .step(let step): add(step)
    case .event(let event): add(event)
    case .thread(let record):
      add(Statement(.citeFormer).bind(record.id).bind(record.workflow))
      add(Statement(.writeThread).bind(record))
    case .openThread(let record): add(Statement(.openThread).bind(record))
    case .message(let message): add(message)
    case .deleteThread(let id):
      for sql in [SQL.deleteMessages, .deleteThread] { add(Statement(sql).bind(id)) }
    case .document(let document):
      add(
        Statement(.writeDocument).bind(document.id).bind(document.workflow).bind(document.body))
    case .deleteDocument(let id): add(Statement(.deleteDocument).bind(id))
    case .inbox(let record):
      add(
        Statement(.insertInbox).bind(record.workflow).bind(record.id).bind(record.at)
          .bind(record.body))
    case .drain(let workflow, let ids):
      add(Statement(.drain).bind(workflow).bind(ids.list))
    case .release(let key, let holder): add(Statement(.releaseClaim).bind(key).bind(holder))
    case .deleteWorkflow(let id, let keepThreads): addDeletion(of: id, keepThreads: keepThreads)
    }
  }

  private mutating func add(_ record: WorkflowRecord, operation: String) {
    add(Statement(.removeWants).bind(record.id))
    add(
      Statement(.writeWorkflow)
        .bind(record.id).bind(record.status).bind(record.version).bind(record.fence)
        .bind(record.currentStepIndex).bind(record.createdAt).bind(record.updatedAt)
        .bind(operation).bind(record.name).bind(record.workflowDescription).bind(record.metadata)
        .bind(record.detail).bind(record.owner).bind(record.due).bind(record.priority)
        .bind(record.scope).bind(record.wants.column).bind(record.key))
    guard record.owner == nil, !record.wants.isEmpty else { return }
    add(Statement(.insertWants).bind(record.id))
  }

  private mutating func add(_ step: StepRecord) {
    add(
      Statement(.writeStep).bind(step.workflow).bind(step.parent ?? "").bind(step.position)
        .bind(step.id).bind(step.status).bind(step.createdAt).bind(step.updatedAt)
        .bind(step.agent).bind(step.thread).bind(step.name).bind(step.input).bind(step.result)
        .bind(step.error).bind(step.metadata).bind(step.detail))
  }

  private mutating func add(_ message: MessageRecord) {
    add(
      Statement(.writeMessage).bind(message.thread).bind(message.id).bind(message.role)
        .bind(message.workflow).bind(message.step).bind(message.createdAt)
        .bind(Payload?.some(message.content)).bind(message.metadata))
    guard case .event = message.content, let workflow = message.workflow else { return }
    add(Statement(.cite).bind(message.thread).bind(workflow))
  }

  /// Removes a workflow with what belongs to it; each statement does nothing where there is none.
  private mutating func addDeletion(of id: String, keepThreads: Bool) {
    let threads = keepThreads ? [] : [SQL.deleteMessagesOfWorkflow, .deleteThreadsOfWorkflow]
    let rest: [SQL] = [
      .quoteMessages, .deleteCitations, .noteLastCursor, .removeWants, .deleteSteps,
      .deleteEvents, .deleteInbox, .deleteDocuments, .entomb,
    ]
    for sql in threads + rest {
      add(sql === SQL.noteLastCursor ? Statement(sql) : Statement(sql).bind(id))
    }
  }
}

extension Statement {
  fileprivate func bind(_ thread: ThreadRecord) -> Statement {
    bind(thread.id).bind(thread.workflow).bind(thread.createdAt).bind(thread.updatedAt)
      .bind(thread.title).bind(thread.metadata)
  }
}
