import Configuration
import Server

extension RunningEngine {
  /// Reads the templates of the folder that the configuration names.
  static func templateFiles(
    _ configuration: Configuration
  ) -> @Sendable () -> [TemplateFile] {
    guard let path = configuration.templates.value else { return { [] } }
    let folder = TemplateFolder(path: path)
    return { folder.files().map { TemplateFile(name: $0.name, content: content(of: $0)) } }
  }

  private static func content(of file: TemplateFolder.File) -> TemplateFile.Content {
    switch file.content {
    case .failure(let problem): .unreadable(problem.description)
    case .success(let document):
      .definition(document.value) { problems in
        problems.map { DefinitionRemark($0, in: document).text }.joined(separator: "\n")
      }
    }
  }
}
