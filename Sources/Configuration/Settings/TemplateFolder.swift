import Glibc

/// Definitions in the files of one folder, each a template by the name of its file.
public struct TemplateFolder: Sendable {
  /// A file that looks like a definition.
  public struct File: Sendable {
    /// The file's name without its extension.
    public let name: String
    public let content: Result<YAMLDocument, SourceProblem>
  }

  /// Absolute.
  public let path: String

  public init(path: String) { self.path = path }

  /// The definitions in the folder by name: files whose names end in `.yaml`, `.yml` or `.json` and
  /// do not begin with a dot; none where there is no such folder.
  public func files() -> [File] {
    names().sorted().map { name in
      let stem = name.split(separator: ".").dropLast().joined(separator: ".")
      do throws(SourceProblem) {
        return File(name: stem, content: .success(try DefinitionFile.read("\(path)/\(name)")))
      } catch {
        return File(name: stem, content: .failure(error))
      }
    }
  }

  /// Whether the folder can be read.
  public var isThere: Bool {
    guard let folder = opendir(path) else { return false }
    closedir(folder)
    return true
  }

  private func names() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let isDefinition = [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
      if isDefinition, !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
