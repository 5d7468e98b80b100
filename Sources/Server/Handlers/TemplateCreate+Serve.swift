import JSON
import Runtime
import Wire

extension TemplateCreate: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    await call.change?.precedingSettled()
    let params = call.params
    let draft = try TemplateDraft(
      name: params.name, definition: params.definition, inputSchema: params.inputSchema)
    try await call.service.takeUpTemplateFiles()
    try await call.writeTemplate { () async throws(WireError) in
      let addition = try await call.service.addition(of: draft, version: params.version)
      return (addition.guards, addition.changes, Wire.Template(addition.record))
    }
  }
}
