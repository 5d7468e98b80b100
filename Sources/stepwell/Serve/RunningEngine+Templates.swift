import Configuration
import Server

extension RunningEngine {
  /// Reads the templates of the folder that the configuration names.
  static func templateFiles(
    _ configuration: Configuration
  ) -> @Sendable () -> [TemplateFile] {
    guard let path = configuration.templates.value else { return { [] } }
    let folder = TemplateFolder(path: path)
    return {
      folder.files().map { file in
        switch file.content {
        case .success(let document):
          TemplateFile(name: file.name, content: .definition(document.value))
        case .failure(let problem):
          TemplateFile(name: file.name, content: .unreadable(problem.description))
        }
      }
    }
  }
}
