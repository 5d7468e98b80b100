import Configuration
import JSON

/// Whether each file of the folder of templates can be used.
enum TemplateExamination {
  /// Nothing where no folder is configured.
  static func findings(_ configuration: Configuration) async throws -> [Finding] {
    guard let path = configuration.templates.value else { return [] }
    let folder = TemplateFolder(path: path)
    guard folder.isThere else {
      return [Finding(.broken, "\(path) cannot be read; make the folder or mend `templates`")]
    }
    let files = folder.files()
    guard !files.isEmpty else {
      return [Finding(.notice, "\(path) holds no .yaml, .yml or .json file")]
    }
    return try await EngineClient.withoutStore { client in
      var findings: [Finding] = []
      for file in files { findings += try await Self.findings(file, client) }
      return findings
        + twice(files).map { name in
          Finding(.broken, "\(name): several files have this name; only one can be the template")
        }
    }
  }

  private static func findings(
    _ file: TemplateFolder.File, _ client: EngineClient
  ) async throws(CommandFailure) -> [Finding] {
    switch file.content {
    case .failure(let problem): return [Finding(.broken, problem.headline)]
    case .success(let document):
      var remarks = try await client.remarks(on: document)
      if document.value["agents"] != nil {
        let problem = document.problem(
          at: JSONPointer.root.appending("agents"),
          "agents come from configuration, not from templates; take \"agents\" out", atKey: true)
        remarks.append(DefinitionRemark(isError: true, problem: problem))
      }
      let findings = remarks.map { remark in
        Finding(remark.isError ? .broken : .notice, remark.problem.headline)
      }
      return findings.isEmpty ? [Finding(.well, "\(file.name): valid")] : findings
    }
  }

  /// The names that more than one file has.
  private static func twice(_ files: [TemplateFolder.File]) -> [String] {
    Dictionary(grouping: files, by: \.name).filter { $0.value.count > 1 }.keys.sorted()
  }
}

extension SourceProblem {
  /// The problem on one line, without the excerpt.
  var headline: String {
    var problem = self
    problem.excerpt = nil
    return problem.description
  }
}
