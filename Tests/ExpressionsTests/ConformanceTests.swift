import Expressions
import Glibc
import Testing

/// The conformance tests of the CEL specification, read from the folder that
/// `STEPWELL_CEL_CONFORMANCE` names: the source distribution of `cel-python` (PyPI), unpacked, which
/// carries them in `features/` as the specification has them, in protocol buffers' text format.
@Suite struct ConformanceTests {
  static let folder = getenv("STEPWELL_CEL_CONFORMANCE").map { String(cString: $0) }

  @Test(
    .enabled(if: folder != nil, "STEPWELL_CEL_CONFORMANCE names no folder with the CEL tests"))
  func `the language is the one the CEL specification's tests describe`() throws {
    let cases = try Self.cases(in: try #require(Self.folder))
    let stated = cases.filter { !$0.needsProtocolBuffers }
    #expect(stated.count > 1000, "the folder does not hold the conformance tests")

    var misses: [String: String] = [:]
    for test in stated {
      if let problem = Self.problem(of: test) { misses[test.name] = problem }
    }
    let passed = stated.count - misses.count
    print("CEL conformance: \(passed)/\(stated.count)")
    print("left out, since they need protocol buffers: \(cases.count - stated.count)")
    for (name, problem) in misses.sorted(by: { $0.key < $1.key }) {
      let reason = ConformanceMisses.reason(name)
      print("  \(name): \(reason ?? "NOT LISTED: \(problem)")")
      #expect(reason != nil, "\(name) fails: \(problem)")
    }
    for name in stated.map(\.name) where ConformanceMisses.reason(name) != nil {
      #expect(misses[name] != nil, "\(name) passes; take it off the list of misses")
    }
    #expect(Double(passed) >= 0.97 * Double(stated.count))
  }

  /// What is wrong with an answer, or nil.
  static func problem(of test: ConformanceCase) -> String? {
    do {
      switch try test.expectation {
      case .error: return errorProblem(of: test)
      case .type: return "it asks for a static type"
      case .value(let expected):
        let value = try Expression(parsing: test.expression).evaluate(in: try test.environment)
        return try value.isIdentical(to: expected)
          ? nil : "\(test.expression) is \(value), not \(expected)"
      }
    } catch {
      return "\(test.expression): \(error)"
    }
  }

  private static func errorProblem(of test: ConformanceCase) -> String? {
    do {
      let environment = try test.environment
      do {
        let value = try Expression(parsing: test.expression).evaluate(in: environment)
        return "\(test.expression) is \(value), not an error"
      } catch {
        return error.kind == .limitExceeded ? "\(error)" : nil
      }
    } catch {
      return "\(test.expression): \(error)"
    }
  }

  static func cases(in folder: String) throws -> [ConformanceCase] {
    var cases: [ConformanceCase] = []
    for path in try textProtos(below: folder).sorted() {
      var reader = TextProtoReader(try contents(of: path))
      let file = try reader.document()
      let fileName = path.split(separator: "/").last?.split(separator: ".").first ?? ""
      for section in file.messages("section") {
        for test in section.messages("test") {
          let name = "\(fileName)/\(section.text("name") ?? "")/\(test.text("name") ?? "")"
          cases.append(ConformanceCase(name: name, message: test))
        }
      }
    }
    return cases
  }

  private static func textProtos(below folder: String) throws -> [String] {
    let directory = try #require(opendir(folder), "cannot read \(folder)")
    defer { closedir(directory) }
    var paths: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".textproto") { paths.append(path) }
      if entry.pointee.d_type == UInt8(DT_DIR), !name.hasPrefix(".") {
        paths += try textProtos(below: path)
      }
    }
    return paths
  }

  private static func contents(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"), "cannot read \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer.prefix(count)
    }
    return bytes
  }
}
