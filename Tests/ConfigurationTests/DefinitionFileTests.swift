import Configuration
import JSON
import Testing

@Suite struct DefinitionFileTests {
  private let folder = ScratchFolder()

  private func problem(reading path: String) throws -> SourceProblem {
    try #require(throws: SourceProblem.self) { try DefinitionFile.read(path) }
  }

  @Test func `a file is read by its name as JSON or as YAML`() throws {
    let yaml = folder.write("name: yes\n", to: "a.yaml")
    let json = folder.write(#"{"name": "yes"}"#, to: "a.JSON")
    #expect(try DefinitionFile.read(yaml).value == DefinitionFile.read(json).value)
    #expect(try problem(reading: folder.write("name: yes", to: "b.json")).position?.column == 1)
  }

  @Test(arguments: [
    ("", "1:1"), ("/a", "2:3"), ("/b", "3:3"), ("/b/1", "3:17"), ("/b/2/c~1d", "3:23"),
  ])
  func `keys and elements of JSON know their places`(pointer: String, place: String) throws {
    let text = "{\n  \"a\": -1.5e3,\n  \"b\": [\"\\\\\\\"\", true,{\"c/d\": {}}, [ ], null]\n}\n"
    let document = try YAMLDocument(parsingJSON: Array(text.utf8), name: "f")
    #expect(try document.keyPosition(of: #require(JSONPointer(pointer))).description == place)
  }

  @Test func `JSON and the same text read as YAML have the same places`() throws {
    let text = #"{"a": [1, {"b": "é,]}"}, []], "ü": {"c" : null , "d":{}}}"#
    let json = try YAMLDocument(parsingJSON: Array(text.utf8), name: "f")
    let yaml = try YAMLDocument(parsing: text, name: "f")
    #expect(json.value == yaml.value)
    for text in ["", "/a", "/a/0", "/a/1", "/a/1/b", "/a/2", "/ü", "/ü/c", "/ü/d"] {
      let pointer = try #require(JSONPointer(text))
      #expect(json.position(of: pointer) == yaml.position(of: pointer))
      #expect(json.keyPosition(of: pointer) == yaml.keyPosition(of: pointer))
    }
  }

  @Test func `what is wrong with JSON is shown at its line and column`() throws {
    let path = folder.write("{\n  \"a\": 1,\n}\n", to: "bad.json")
    #expect(
      try problem(reading: path).description == """
        \(path):3:1: this is not JSON: expected a member name
          3 | }
            | ^
        """)
  }

  @Test func `a byte order mark is passed over`() throws {
    let path = folder.write("\u{FEFF}{\"a\": tru}", to: "mark.json")
    #expect(try problem(reading: path).position == .init(line: 1, column: 7))
  }

  @Test func `what cannot be read is told by its path`() throws {
    let missing = try problem(reading: folder.path + "/none.yaml")
    #expect(missing.message == "there is no such file")
    #expect(missing.isMissing)
    #expect(
      try problem(reading: folder.path).message == "\"\(folder.path)\" is a folder, not a file")
  }

  @Test func `a file beyond the limit is refused`() throws {
    var limits = YAMLLimits()
    limits.maxBytes = 100_000
    let path = folder.write(String(repeating: "#", count: 100_001), to: "large.yaml")
    let refused = #expect(throws: SourceProblem.self) {
      try DefinitionFile.read(path, limits: limits)
    }
    #expect(refused?.message.hasSuffix("is larger than 100000 bytes") == true)
  }

  @Test(arguments: 0..<4)
  func `whatever is done to a JSON file, reading it ends in a value or a problem`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let text = #"{"a": [1, -2.5e3, {"\u00e9": "x\"}"}, []], "ü" : {"c": null, "d": {}}, "e":true}"#
    for _ in 0..<1000 {
      let mutated = mutation(of: Array(text.utf8), using: &generator)
      expectPlaces(seed: seed) { () throws(SourceProblem) in
        try YAMLDocument(parsingJSON: mutated, name: "fuzz")
      }
    }
  }
}
