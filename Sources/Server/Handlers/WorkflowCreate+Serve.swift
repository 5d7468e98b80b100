import Engine
import JSON
import Wire

extension WorkflowCreate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let definition = try Definition(wire: .object(call.params.definition))
    let id = call.params.id ?? call.service.newID()
    let creation = Creation(id: id, seed: .random(in: .min ... .max), definition: definition)
    try await call.create(creation, execute: call.params.execute)
  }
}

extension Definition {
  /// Reads a definition that came over the wire.
  init(wire json: JSON) throws(WireError) {
    do throws(InvalidDefinition) {
      self = try Definition(parsing: json)
    } catch {
      throw WireError(error)
    }
    if json["agents"] != nil {
      throw WireError(.forbidden, Self.foreignAgents, path: .root.appending("agents"))
    }
  }

  /// What is said of agents in a definition that came over the wire.
  static let foreignAgents =
    "Agents come from configuration, not over the protocol; take \"agents\" out."
}
