import Engine
import JSON
import Wire

extension Wire.WorkflowUpdate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let params = call.params
    let update = Engine.WorkflowUpdate(
      name: params.name, description: edit(params.description) { $0 },
      metadata: edit(params.metadata) { .object($0) }, budget: try budget(params.budget),
      priority: priority(params.priority))
    try await call.changeWorkflow(params.workflow, .update(update))
  }

  private static func edit<From, To: Sendable & Equatable>(
    _ value: Nullable<From>?, _ convert: (From) -> To
  ) -> Engine.WorkflowUpdate.Edit<To>? {
    switch value {
    case .value(let value): .set(convert(value))
    case .null: .clear
    case nil: nil
    }
  }

  private static func budget(
    _ value: Nullable<JSON>?
  ) throws(WireError) -> Engine.WorkflowUpdate.Edit<Budget>? {
    switch value {
    case nil: return nil
    case .null: return .clear
    case .value(let json):
      do throws(InvalidDefinition) { return .set(try Budget(parsing: json)) } catch {
        throw WireError(error, below: "/budget")
      }
    }
  }

  private static func priority(_ value: Nullable<Int>?) -> Int? {
    switch value {
    case nil: nil
    case .null: 0
    case .value(let priority): priority
    }
  }
}
