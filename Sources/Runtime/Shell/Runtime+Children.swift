package import Engine
package import JSON
package import Store
import Time

/// Child workflows: a step's wish becomes a workflow, and its end is told to the step.
///
/// Everything here can be done again: the child's id follows from the step, so that whoever takes the
/// parent over finds the child made, and waits for it.
extension Runtime {
  /// Sees to it that there is a child, and tells its parent how it ended.
  func tend(_ order: ChildOrder) {
    guard children[order.id] == nil else { return }
    children[order.id] = Task { [weak self] in await self?.follow(order) }
  }

  /// Ends a child that nobody waits for any more, which may only now be on its way into the store, and
  /// tells `heir` what it used.
  func abandon(_ child: String, heir: String?) {
    children.removeValue(forKey: child)?.cancel()
    submit(.cancel(reason: Loop.farewell), on: child) { _ in }
    guard let heir else { return }
    children[child] = Task { [weak self] in
      let end = await self?.end(of: child)
      guard !Task.isCancelled, let end else { return }
      await self?.tell(heir, of: child, end)
    }
  }

  private func follow(_ order: ChildOrder) async {
    let end = await end(of: order)
    guard !Task.isCancelled else { return }
    guard let end else { return children[order.id] = nil }
    tell(order.parent.workflow, of: order.id, end)
  }

  /// How a child ended, and what it used, as far as that is known.
  private typealias ChildEnd = (outcome: ChildOutcome, usage: Usage?)

  private func tell(_ parent: String, of child: String, _ end: ChildEnd) {
    children[child] = nil
    submit(.childEnded(child: child, end.outcome, usage: end.usage), on: parent) { [weak self] in
      guard case .refused(.store) = $0 else { return }
      Task { await self?.tellAgain(parent, of: child, end) }
    }
  }

  private func tellAgain(_ parent: String, of child: String, _ end: ChildEnd) async {
    await rest()
    tell(parent, of: child, end)
  }

  /// How the child ended; nil where this engine will not find out.
  private func end(of order: ChildOrder) async -> ChildEnd? {
    do throws(Problem) {
      guard try await make(order) else { return nil }
    } catch {
      return (.failed(error), Usage())
    }
    guard order.isAwaited else { return (.completed(["workflowId": .string(order.id)]), nil) }
    guard await isWanted(order) else {
      submit(.cancel(reason: Loop.farewell), on: order.id) { _ in }
      return nil
    }
    return await end(of: order.id)
  }

  private func end(of child: String) async -> ChildEnd? {
    do throws(Refusal) {
      guard let snapshot = try await wait(for: child, untilBlocked: false, timeout: nil) else {
        return (.failed(Problem(type: "deleted", message: "the child workflow was deleted")), nil)
      }
      let usage = snapshot.record.detail["usage"].map(Usage.init(json:)) ?? Usage()
      return ChildOutcome(snapshot.record).map { ($0, usage) }
    } catch {
      return nil
    }
  }

  /// Makes the child unless it is there; false while the engine stops, or if it was given up before
  /// it was asked for: what ends it would then have come first.
  private func make(_ order: ChildOrder) async throws(Problem) -> Bool {
    let creation = order.creation(of: try await definition(of: order))
    while !Task.isCancelled {
      let reply = await withCheckedContinuation { continuation in
        submit(.create(creation, execute: true), on: order.id) {
          continuation.resume(returning: $0)
        }
      }
      switch reply {
      case .workflow, .done, .refused(.rejected), .refused(.conflict),
        .refused(.ownedElsewhere):
        return true
      case .refused(.stopping), .refused(.missing): return false
      case .refused(.store): await rest()
      }
    }
    return false
  }

  /// Whether the step still waits for the child, now that this is there: an engine that took the parent
  /// over may have given it up before there was anybody to tell.
  private func isWanted(_ order: ChildOrder) async -> Bool {
    let parent = order.parent
    while !Task.isCancelled {
      do throws(StoreError) {
        let step = try await store.step(parent.stepId, of: parent.workflow)
        return step?.detail["waitingFor"]?["childWorkflowId"]?.stringValue == order.id
      } catch {
        await rest()
      }
    }
    return true
  }

  private func definition(of order: ChildOrder) async throws(Problem) -> Definition {
    switch order.source {
    case .definition(let json): return try order.definition(json.objectValue ?? [:])
    case .template(let name):
      guard let template = await template(name) else {
        throw Problem(type: "templateNotFound", message: "there is no template \"\(name)\"")
      }
      var source = template.definition.objectValue ?? [:]
      if let schema = template.inputSchema { source["inputSchema"] = schema }
      return try order.definition(source)
    }
  }

  private func template(_ name: String) async -> TemplateRecord? {
    while !Task.isCancelled {
      do throws(StoreError) { return try await store.template(name) } catch { await rest() }
    }
    return nil
  }

  /// Waits for a store that cannot be reached.
  private func rest() async {
    do { try await Task.sleep(for: .seconds(1)) } catch { return }
  }
}

extension ChildOrder {
  /// What the child is made of: the source with its input, and with its slice of the budget.
  package func definition(_ source: JSON.Object) throws(Problem) -> Definition {
    var source = source
    // Where there is nothing to hand over, the input written in the definition stays.
    if isInputGiven || input != .null || source["input"] == nil { source["input"] = input }
    if let slice {
      let own = source["budget"].flatMap(Budget.init(json:)) ?? Budget()
      source["budget"] = slice.limited(to: own).json
    }
    do throws(InvalidDefinition) {
      return try Definition(parsing: .object(source))
    } catch {
      let problem = error.problems.first
      throw Problem(
        type: "invalidDefinition",
        message: problem.map { "\($0.path): \($0.message)" } ?? "the definition is not valid")
    }
  }

  /// What makes the child.
  package func creation(of definition: Definition) -> Creation {
    Creation(id: id, seed: Identity.seed(of: id), definition: definition, parent: parent)
  }
}

extension ChildOutcome {
  /// How a workflow ended; nil where it has not.
  package init?(_ record: WorkflowRecord) {
    let detail = record.detail
    switch Workflow.Status(rawValue: record.status) {
    case .completed: self = .completed(detail["output"] ?? .null)
    case .failed: self = .failed(Problem(json: detail["problem"] ?? .null))
    case .cancelled: self = .cancelled(reason: detail["error"]?.stringValue)
    case .pending, .running, .paused, nil: return nil
    }
  }
}
