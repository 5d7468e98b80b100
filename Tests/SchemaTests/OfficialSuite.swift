import Glibc
import JSON
import Schema
import Testing

/// Reads the files of the official test suite.
struct OfficialSuite {
  static let folder = getenv("STEPWELL_SCHEMA_CONFORMANCE").map { String(cString: $0) }

  /// A schema and the values that are held against it.
  struct Group {
    let name: String
    let json: JSON
  }

  private let folder: String

  init() throws { folder = try #require(Self.folder) }

  func requiredGroups() throws -> [Group] {
    let directory = try #require(opendir(folder), "\(folder) is a folder")
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".json") { names.append(name) }
    }
    return try names.sorted().flatMap(groups(in:))
  }

  func groups(in file: String) throws -> [Group] {
    let groups = try #require(try JSON(parsing: bytes(of: file)).arrayValue)
    return groups.map { Group(name: "\(file): \($0["description"]?.stringValue ?? "")", json: $0) }
  }

  private func bytes(of file: String) throws -> [UInt8] {
    let stream = try #require(fopen("\(folder)/\(file)", "r"), "\(file) can be opened")
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }
}

extension OfficialSuite.Group {
  struct Outcome {
    var passed = 0
    var total = 0
    var failures: [String] = []
    /// Why the schema was refused, if it was.
    var refusal: String?
  }

  func run(options: Schema.Options = Schema.Options()) -> Outcome {
    let tests = json["tests"]?.arrayValue ?? []
    var outcome = Outcome(total: tests.count)
    let schema: Schema
    do throws(SchemaError) {
      schema = try Schema(json["schema"] ?? .null, options: options)
    } catch {
      outcome.refusal = "\(error)"
      outcome.failures = ["refused: \(error)"]
      return outcome
    }
    for test in tests {
      let data = test["data"] ?? .null
      let violations = schema.validate(data)
      let expected = test["valid"]?.boolValue
      if violations.isEmpty == expected, schema.isValid(data) == expected {
        outcome.passed += 1
      } else {
        outcome.failures.append("\(test["description"]?.stringValue ?? ""): \(violations)")
      }
    }
    return outcome
  }
}
