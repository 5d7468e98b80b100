import Configuration
import Engine
import Glibc
import Importers
import JSON
import Schema
import Testing
import Wire

/// Definitions that people wrote, from a folder that `STEPWELL_CORPUS` names; it is no part of the
/// project.
@Suite(
  .enabled(
    if: getenv("STEPWELL_CORPUS") != nil,
    "STEPWELL_CORPUS is not set: nothing is imported that others wrote"))
struct CorpusTests {
  private let schema: Schema

  init() throws { schema = try Schema(ProtocolDocuments.schema) }

  @Test func `most state machines are imported and valid, the rest say why not`() throws {
    let count = try check("asl") { try StatesLanguage.importing($0, name: "corpus") }
    #expect(count >= 120)
  }

  @Test func `most Serverless Workflows are imported and valid, the rest say why not`() throws {
    let count = try check("serverless-workflow") { try ServerlessWorkflow.importing($0) }
    #expect(count >= 40)
  }

  /// Imports every file of a folder; returns how many became valid definitions.
  private func check(
    _ folder: String, _ importing: (JSON) throws -> ImportedWorkflow
  ) throws -> Int {
    let corpus = getenv("STEPWELL_CORPUS").map { String(cString: $0) } ?? ""
    var valid = 0
    var reasons: [String] = []
    let files = try files(in: "\(corpus)/\(folder)")
    for file in files {
      do {
        let source = try DefinitionFile.read("\(corpus)/\(folder)/\(file)").value
        let problems = problems(try importing(source).definition)
        #expect(problems.isEmpty, "\(file) became invalid: \(problems.prefix(3))")
        valid += problems.isEmpty ? 1 : 0
      } catch let refusal as ImportRefusal {
        #expect(refusal.message.count > 20)
        reasons.append("\(file): \(refusal)")
      } catch let problem as SourceProblem {
        reasons.append(problem.description)
      }
    }
    print("import conformance: \(folder) \(valid) of \(files.count)")
    for reason in reasons { print("  \(reason)") }
    return valid
  }

  /// What is wrong with a definition, by the published schema and by the engine. Its input is given
  /// only when it is run.
  private func problems(_ definition: JSON) -> [String] {
    let violations = schema.validate(definition).map(\.description)
    do throws(InvalidDefinition) {
      _ = try Definition(parsing: definition)
      return violations
    } catch {
      let problems = error.problems.filter { problem in
        problem.severity == .error && problem.path != JSONPointer.root.appending("input")
      }
      return violations + problems.map { "\($0.path): \($0.message)" }
    }
  }

  private func files(in path: String) throws -> [String] {
    let folder = try #require(opendir(path), "\(path) is a folder")
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".json") || name.hasSuffix(".yaml") { names.append(name) }
    }
    return names.sorted()
  }
}
