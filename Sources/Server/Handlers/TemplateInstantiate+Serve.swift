import Engine
import JSON
import Runtime
import Wire

extension TemplateInstantiate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.change?.precedingSettled()
    let params = call.params
    let id = params.id ?? call.service.newID()
    if case .known(let snapshot, _) = try await call.replayRecord(of: id) {
      return call.answerWorkflow(snapshot, .id(id))
    }
    let template = try await call.service.template(params.name, version: params.version)
    let creation = Creation(
      id: id, seed: .random(in: .min ... .max),
      definition: try Definition(wire: try definition(of: template, params)),
      template: TemplateReference(name: template.name, version: template.version))
    try await call.create(creation, execute: params.execute)
  }

  /// The template's definition with what is this workflow's own.
  private static func definition(
    of template: TemplateRecord, _ params: Params
  ) throws(WireError) -> JSON {
    guard var definition = template.definition.objectValue else { return template.definition }
    let given = params.input ?? definition["input"]
    definition["input"] = try TemplateInput.completed(given, by: template.inputSchema)
    definition["inputSchema"] = template.inputSchema
    if let name = params.workflowName { definition["name"] = .string(name) }
    if let metadata = params.metadata { definition["metadata"] = .object(metadata) }
    return .object(definition)
  }
}
