import Engine
import JSON
import Runtime
import Store
import Wire

/// How handlers change workflows: find the workflow, mind the idempotency key, hand the command in.
extension Call {
  /// Hands a command in; `answer` makes the method's result of what it led to.
  /// - Parameter result: what is told again under the same key; nil: the workflow as it is then.
  func change(
    _ reference: WorkflowReference, _ command: Engine.Command, result: JSON? = nil,
    answer: @escaping @Sendable (WorkflowSnapshot?) -> Void
  ) async throws(WireError) {
    let id = try await service.workflowID(reference)
    let record = try await replayRecord(of: id, result: result)
    if case .known(let snapshot, let told) = record { return tell(snapshot, told, answer) }
    service.runtime.submit(
      command, on: id, guards: record.guards, changes: record.changes, handedOver: letGo
    ) { reply in
      self.settle(reply, of: id, about: reference, answer: answer)
    }
  }

  /// Tells a reply of the runtime, or what this very request led to when it was sent before and was
  /// still under way.
  private func settle(
    _ reply: CommandReply, of id: String, about reference: WorkflowReference,
    answer: @escaping @Sendable (WorkflowSnapshot?) -> Void
  ) {
    guard case .refused = reply, request.idempotencyKey != nil else {
      return settle(reply, about: reference, answer: answer)
    }
    Task {
      do throws(WireError) {
        if case .known(let snapshot, let told) = try await replayRecord(of: id) {
          return tell(snapshot, told, answer)
        }
        settle(reply, about: reference, answer: answer)
      } catch {
        refuse(error)
      }
    }
  }

  /// Tells what a change that was made before led to.
  private func tell(
    _ snapshot: WorkflowSnapshot?, _ told: JSON?,
    _ answer: @Sendable (WorkflowSnapshot?) -> Void
  ) {
    if let told { self.answer(json: told) } else { answer(snapshot) }
  }

  /// Tells a reply of the runtime.
  func settle(
    _ reply: CommandReply, about reference: WorkflowReference,
    answer: @Sendable (WorkflowSnapshot?) -> Void
  ) {
    switch reply {
    case .workflow(let snapshot): answer(snapshot)
    case .done: answer(nil)
    case .refused(let refusal): refuse(WireError(refusal, about: reference))
    }
  }

  /// What an idempotency key adds to a change of a workflow, or what it led to before.
  /// - Parameter result: what is told again; nil: the workflow as it is then.
  func replayRecord(
    of workflow: String, result: JSON? = nil
  ) async throws(WireError) -> ReplayRecord {
    guard let key = request.idempotencyKey else { return .none }
    let id = DocumentID(kind: "reply", key: "\(Called.name) \(key)")
    let digest = Identity.uuid(0, request.body.canonicalText)
    guard let document = try await service.reading({ try await $0.document(id) }) else {
      return .new(id, workflow: workflow, digest: digest, result: result)
    }
    guard document.body["digest"]?.stringValue == digest else {
      throw WireError(
        .conflict,
        "The idempotency key \"\(key)\" was used with other params; take another key.",
        details: ["idempotencyKey": .string(key)])
    }
    if let told = document.body["result"] { return .known(nil, told) }
    let known = document.body["workflowId"]?.stringValue ?? workflow
    return .known(try await service.snapshot(of: known), nil)
  }
}

/// What the store keeps of a change with an idempotency key.
enum ReplayRecord {
  case none
  case new(DocumentID, workflow: String, digest: String, result: JSON?)
  /// The change was made before; this is the workflow now, or what was told then.
  case known(WorkflowSnapshot?, JSON?)

  var guards: [Guard] {
    if case .new(let id, _, _, _) = self { [.documentAbsent(id)] } else { [] }
  }

  var changes: [Change] {
    guard case .new(let id, let workflow, let digest, let result) = self else { return [] }
    var body: JSON.Object = ["digest": .string(digest), "workflowId": .string(workflow)]
    body["result"] = result
    return [.document(DocumentRecord(id: id, workflow: workflow, body: .object(body)))]
  }
}

extension Call where Called.Result == Wire.Workflow {
  /// Hands a command in and answers with the workflow as it is then.
  func changeWorkflow(
    _ reference: WorkflowReference, _ command: Engine.Command
  ) async throws(WireError) {
    try await change(reference, command) { snapshot in
      self.answerWhole(snapshot, reference)
    }
  }

  /// Answers with the workflow and all that `workflow/get` shows of it.
  func answerWhole(
    _ snapshot: WorkflowSnapshot?, _ reference: WorkflowReference, maxResultBytes: Int? = nil
  ) {
    guard let snapshot else { return refuse(.workflowNotFound(reference)) }
    guard snapshot.isPartial else {
      return answer(Wire.Workflow(snapshot, maxResultBytes: maxResultBytes))
    }
    Task {
      do throws(StoreError) {
        let whole = try await service.runtime.completed(snapshot)
        answer(Wire.Workflow(whole, maxResultBytes: maxResultBytes))
      } catch {
        // It is done; what cannot be read at the moment is left out.
        answer(Wire.Workflow(snapshot, maxResultBytes: maxResultBytes))
      }
    }
  }

  /// Answers with the workflow, unless something behind this request has deleted it meanwhile.
  func answerWorkflow(_ snapshot: WorkflowSnapshot?, _ reference: WorkflowReference) {
    if let snapshot {
      answer(Wire.Workflow(snapshot))
    } else {
      refuse(.workflowNotFound(reference))
    }
  }
}
