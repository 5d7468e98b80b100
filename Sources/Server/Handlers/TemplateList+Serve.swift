import JSON
import Runtime
import Wire

extension TemplateList: Served {
  static func serve(_ call: Call<Self>) async throws(WireError) {
    try await call.service.takeUpTemplateFiles()
    let records = try await records(call)
    let shown = records.prefix(call.params.limit)
    var result = Result()
    result.templates = shown.map { Wire.Template($0, withDefinition: false) }
    if records.count > shown.count, let last = shown.last {
      result.nextCursor = call.params.name == nil ? last.name : String(last.version)
    }
    call.answer(result)
  }

  private static func records(_ call: Call<Self>) async throws(WireError) -> [TemplateRecord] {
    let params = call.params
    guard let name = params.name else {
      return try await call.service.reading { store in
        try await store.templates(after: params.cursor, limit: params.limit + 1)
      }
    }
    guard let version = params.cursor.map({ Int($0) }) ?? 0 else {
      throw WireError(
        .invalidParams, "\"cursor\" must be the nextCursor of an earlier page.",
        path: .root.appending("cursor"))
    }
    return try await call.service.reading { store in
      try await store.templateVersions(of: name, after: version, limit: params.limit + 1)
    }
  }
}
