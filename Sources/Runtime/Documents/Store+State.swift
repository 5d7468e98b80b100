public import Engine
public import Store

extension Store {
  /// A workflow as its recorded events have it; nil where there is none.
  public func state(of id: String) async throws(StoreError) -> Workflow? {
    guard let record = try await workflow(id) else { return nil }
    return try History.fold(try await allEvents(of: id, through: record.version), of: id)
  }
}
