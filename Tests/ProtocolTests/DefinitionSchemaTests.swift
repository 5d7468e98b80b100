import Configuration
import Glibc
import JSON
import Schema
import Testing
import Wire

/// The published JSON Schema of definitions, as an editor uses it.
struct DefinitionSchemaTests {
  private let schema: Schema

  init() throws { schema = try Schema(ProtocolDocuments.schema) }

  @Test func `every example is valid`() throws {
    let files = Self.definitions(in: "examples")
    #expect(files.count > 30)
    for file in files {
      let violations = schema.validate(try DefinitionFile.read(file).value)
      #expect(violations.isEmpty, "\(file): \(violations.prefix(3))")
    }
  }

  @Test(
    arguments: [
      #"{"steps": [{"agentId": "a"}]}"#,
      #"{"name": "a", "steps": [{"type": "agent"}]}"#,
      #"{"name": "a", "steps": [{"agentID": "a"}]}"#,
      #"{"name": "a", "steps": [{"type": "sleep", "duration": 5}]}"#,
      #"{"name": "a", "steps": [{"type": "sleep", "duration": "5s", "until": "x"}]}"#,
      #"{"name": "a", "steps": [{"type": "loop", "steps": []}]}"#,
      #"{"name": "a", "steps": [{"type": "parallel", "join": "some", "branches": {}}]}"#,
      #"{"name": "a", "steps": [{"type": "switch", "cases": [{"if": "x", "steps": []}]}]}"#,
      #"{"name": "a", "steps": [{"type": "workflow"}]}"#,
      #"{"name": "a", "steps": [{"agentId": "a", "retry": {"maxAttempts": 0}}]}"#,
      #"{"name": "a", "steps": [{"agentId": "a", "onError": [{"match": "x"}]}]}"#,
      #"{"name": "a", "priority": 10}"#,
    ])
  func `what is wrong is found`(text: String) throws {
    #expect(!schema.isValid(try JSON(parsing: text)))
  }

  /// The definitions below a folder of the repository.
  private static func definitions(in folder: String) -> [String] {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
    return files(below: "\(root)/\(folder)").filter { $0.hasSuffix(".yaml") }.sorted()
  }

  private static func files(below path: String) -> [String] {
    guard let folder = opendir(path) else { return [path] }
    defer { closedir(folder) }
    var found: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { found += files(below: "\(path)/\(name)") }
    }
    return found
  }
}
