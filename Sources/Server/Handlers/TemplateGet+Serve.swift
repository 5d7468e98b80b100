import Wire

extension TemplateGet: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    let record = try await call.service.template(call.params.name, version: call.params.version)
    call.answer(Wire.Template(record))
  }
}
