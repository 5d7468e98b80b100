import ArgumentParser
import Configuration
import JSON

/// `stepwell validate FILE…`: all that is wrong with definitions, each thing at its place.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check definitions and show every problem at its place.",
    discussion: """
      Nothing is stored. The exit status is 65 where a file has an error, 66 where one is not there.
      """)

  @Argument(
    help: "Definitions: YAML, or JSON where the name ends in .json.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String]

  @Flag(help: "Print the findings as JSON.")
  var json = false

  func run() async throws {
    let findings = try await EngineClient.withoutStore { client in
      var findings: [FileFindings] = []
      for file in files { findings.append(try await Self.findings(in: file, client)) }
      return findings
    }
    if json {
      StandardOutput.write(pretty: .array(findings.map(\.json)))
    } else {
      for finding in findings { finding.tell() }
    }
    guard findings.allSatisfy(\.isValid) else {
      throw CommandFailure(
        findings.contains(where: \.isMissing) ? ExitStatus.notFound : ExitStatus.invalidDefinition)
    }
  }

  private static func findings(
    in file: String, _ client: EngineClient
  ) async throws(CommandFailure) -> FileFindings {
    let document: YAMLDocument
    do throws(SourceProblem) {
      document = try DefinitionFile.read(file)
    } catch {
      return FileFindings(file: file, remarks: [DefinitionRemark(isError: true, problem: error)])
    }
    return FileFindings(file: file, remarks: try await client.remarks(on: document))
  }
}

/// What was found in one file.
private struct FileFindings {
  let file: String
  let remarks: [DefinitionRemark]

  var isValid: Bool { !remarks.contains { $0.isError } }
  var isMissing: Bool { remarks.contains { $0.problem.isMissing } }

  func tell() {
    for remark in remarks { StandardError.write(remark.text) }
    if isValid { StandardOutput.write("\(file): valid\n") }
  }

  var json: JSON {
    [
      "file": .string(file), "valid": .bool(isValid), "problems": .array(remarks.map(\.json)),
    ]
  }
}

extension DefinitionRemark {
  fileprivate var json: JSON {
    var object: JSON.Object = ["severity": isError ? "error" : "warning"]
    if let position = problem.position {
      object.append("line", JSON(position.line))
      object.append("column", JSON(position.column))
    }
    object.append("message", .string(problem.message))
    if let suggestion = problem.suggestion { object.append("suggestion", .string(suggestion)) }
    return .object(object)
  }
}
