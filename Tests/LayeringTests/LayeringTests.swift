import Glibc
import Testing

/// Holds every `import` below `Sources` against the table in ARCHITECTURE.md, since the package
/// manager does not enforce layers on incremental builds.
@Suite struct LayeringTests {
  @Test func `every module imports only what the map allows`() throws {
    let table = try allowedImports()
    #expect(table.count > 10)
    for module in list("Sources") where !module.hasPrefix("C") || table[module] != nil {
      let allowed = try #require(table[module], "ARCHITECTURE.md does not list \(module)")
      guard !allowed.contains("everything") else { continue }
      for file in swiftFiles(below: "Sources/\(module)") {
        for imported in try imports(of: file) where imported != module {
          #expect(allowed.contains(imported), "\(file) imports \(imported)")
        }
      }
    }
  }

  @Test func `nothing below Sources uses Foundation`() throws {
    for file in swiftFiles(below: "Sources") {
      let imported = try imports(of: file)
      #expect(!imported.contains { $0.hasPrefix("Foundation") }, "\(file)")
    }
  }

  @Test func `every kind of document is in the list that copies go by`() throws {
    let list = try read("Sources/Store/Records/DocumentRecord+Kinds.swift")
    let kinds = /(?:DocumentID\(kind: |static let (?:\w*[kK]ind|open|over) = )"(\w+)"/
    var count = 0
    for file in ["Runtime", "Server"].flatMap({ swiftFiles(below: "Sources/\($0)") }) {
      for match in try read(file).matches(of: kinds) {
        #expect(list.contains("\"\(match.1)\""), "\(file) keeps documents of a kind not listed")
        count += 1
      }
    }
    #expect(count > 4)
  }

  /// Its handlers would race with threads that are ending; see `ExitStatus.leave`.
  @Test func `the program never ends by exit`() throws {
    for module in list("Sources") where module != "simulate" {
      for file in swiftFiles(below: "Sources/\(module)") {
        #expect(try !read(file).contains(/[^\w.]exit\([^)]/), "\(file)")
      }
    }
  }

  @Test func `no source file is longer than five hundred lines`() throws {
    for file in swiftFiles(below: "Sources") {
      let lines = try read(file).split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 500, "\(file) has \(lines) lines")
    }
  }

  private func allowedImports() throws -> [String: Set<String>] {
    var table: [String: Set<String>] = [:]
    for line in try read("ARCHITECTURE.md").split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
      guard cells.count == 3 else { continue }
      table[cells[0]] = Set(cells[2].split(separator: ",").map(String.init))
    }
    return table
  }

  private func imports(of file: String) throws -> [String] {
    try read(file).split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index <= 1, index + 1 < words.count,
        index == 0 || ["public", "package", "internal", "private", "@testable"].contains(words[0])
      else { return nil }
      return String(words[index + 1])
    }
  }

  private var root: String {
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/")
  }

  private func read(_ path: String) throws -> String {
    let file = try #require(fopen("\(root)/\(path)", "r"), "cannot read \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func list(_ path: String) -> [String] {
    guard let folder = opendir("\(root)/\(path)") else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private func swiftFiles(below path: String) -> [String] {
    list(path).flatMap { name -> [String] in
      if name.hasSuffix(".swift") { return ["\(path)/\(name)"] }
      return name.contains(".") ? [] : swiftFiles(below: "\(path)/\(name)")
    }
  }
}
