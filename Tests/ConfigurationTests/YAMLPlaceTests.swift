import Configuration
import JSON
import Testing

@Suite struct YAMLPlaceTests {
  private func place(_ pointer: String, in text: String) throws -> (String, String) {
    let document = try YAMLDocument(parsing: text, name: "test.yaml")
    let pointer = try #require(JSONPointer(pointer))
    return ("\(document.keyPosition(of: pointer))", "\(document.position(of: pointer))")
  }

  @Test(arguments: [
    ("", "2:1", "2:1"), ("/näme", "2:1", "2:7"), ("/steps", "3:1", "4:1"),
    ("/steps/0", "4:3", "4:3"), ("/steps/1/a", "5:4", "5:7"), ("/steps/1/b/0", "5:14", "5:14"),
    ("/steps/1/b/1/c", "5:18", "5:21"),
  ])
  func `keys and values know their line and column`(
    pointer: String, key: String, value: String
  ) throws {
    let text = "# ü\nnäme: \"é\\n\"\nsteps:\n- 😀\n- {a: 1, b: [ä, {c: 2}]}\n"
    #expect(try place(pointer, in: text) == (key, value))
  }

  @Test func `what is not there is shown at the value around it`() throws {
    #expect(try place("/steps/0/agentId/x", in: "steps:\n  - name: a\n").1 == "2:5")
  }

  @Test func `lines end with LF, CRLF or CR`() throws {
    #expect(try place("/c", in: "a: 1\r\nb: 2\rc: 3\n") == ("3:1", "3:4"))
  }

  @Test func `an alias stands at its own place and its parts where they were written`() throws {
    let text = "a: &x {k: 1}\nb: *x\nc: {<<: *x}\n"
    #expect(try place("/b", in: text) == ("2:1", "2:4"))
    #expect(try place("/b/k", in: text) == ("1:8", "1:11"))
    #expect(try place("/c/k", in: text) == ("1:8", "1:11"))
  }

  @Test(arguments: [
    ("a: input.x >", 7, "1:10"), (#"a: "${ü.y}""#, 5, "1:9"), ("a: 'b c'", 3, "1:7"),
    ("a: b", 2, "1:5"),
  ])
  func `a character of a text is found in the file`(text: String, column: Int, place: String) throws
  {
    let document = try YAMLDocument(parsing: text, name: "f")
    let problem = try #require(document.problem(at: .root.appending("a"), column: column, "no"))
    #expect(problem.position?.description == place)
  }

  @Test(arguments: [(#"a: "\n${x}""#, 5), ("a: |\n  one\n  two", 6), ("a: 1", 1), ("a: b", 9)])
  func `a text that is not written as it is has no such place`(text: String, column: Int) throws {
    let document = try YAMLDocument(parsing: text, name: "f")
    #expect(document.problem(at: .root.appending("a"), column: column, "no") == nil)
  }

  @Test func `an excerpt puts a caret under the place`() throws {
    let document = try YAMLDocument(parsing: "a: 1\nb: x", name: "f")
    #expect(document.excerpt(at: .init(line: 2, column: 4)) == "  2 | b: x\n    |    ^")
  }

  @Test func `the caret stays under its place after tabs and wide characters`() throws {
    let document = try YAMLDocument(parsing: "{\"日本\":\t\"x\"}", name: "f")
    let excerpt = document.excerpt(at: .init(line: 1, column: 8))
    #expect(excerpt == "  1 | {\"日本\":\t\"x\"}\n    |         \t^")
  }

  @Test func `a long line is cut around the place`() throws {
    let document = try YAMLDocument(
      parsing: "a: " + String(repeating: "x", count: 5000), name: "f")
    let lines = document.excerpt(at: .init(line: 1, column: 2500)).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 110 })
    #expect(lines[0].hasSuffix("…") && lines[0].contains("| …"))
  }

  @Test func `a file cannot steer the terminal through an excerpt`() throws {
    let found = try problem("a: \"\u{202E}\u{9B}2J\" b\n")
    #expect(found.description.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(found.excerpt?.contains("··2J") == true)
  }

  @Test func `a problem is told with file, place, sentence, advice and line`() throws {
    #expect(
      try problem("a: 1\nb:\n\tc: 2\n").description == """
        test.yaml:3:1: a tab cannot indent YAML; use spaces
          3 | \tc: 2
            | ^
        """)
  }
}
