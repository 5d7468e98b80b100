import JSONRPC
import Wire

/// Shows what happens to a workflow while a command stays with it.
///
/// Its functions are called from several threads, and each shows the whole change at once.
protocol Progress: Sendable {
  /// The workflow is there, or its steps may have changed.
  func learn(_ workflow: Wire.Workflow)

  func take(_ event: Wire.Event)

  /// A tenth of a second has passed.
  func tick()

  /// Nothing more will be shown; what is on the screen stays.
  func end()
}

extension Progress {
  func tick() {}
  func end() {}

  /// Takes a notification of the engine, if it is an event.
  func take(_ notification: JSONRPC.Notification) {
    guard notification.method == WorkflowEvent.name, let params = notification.params else {
      return
    }
    do throws(Misfit) {
      take(try EventNotice(json: params, .tolerant).event)
    } catch {
      // An event of a newer engine: nothing is known to be shown of it.
    }
  }
}
