import Configuration
import JSON
import Testing

@Suite struct YAMLHostileTests {
  @Test func `256 levels are read and 257 refused`() throws {
    for (open, close) in [("[", "]"), ("{a: ", "}")] {
      let text = { (depth: Int) in
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      }
      _ = try yaml(text(256))
      #expect(try problem(text(257)).message == "nested deeper than 256 levels")
    }
  }

  @Test(arguments: ["[", "- ", "{a: ", "[[],"])
  func `a million openings are refused and not followed`(opening: String) throws {
    let text = String(repeating: opening, count: 1_000_000)
    #expect(try problem(text).message == "nested deeper than 256 levels")
  }

  @Test func `aliases cannot nest deeper than the limit either`() throws {
    var limits = YAMLLimits()
    limits.maxDepth = 4
    _ = try yaml("- &a [[1]]\n- [*a]\n", limits: limits)
    #expect(try problem("- &a [[1]]\n- [[*a]]\n", limits: limits).position?.line == 2)
  }

  @Test func `aliases that double again and again are refused`() throws {
    var text = "a0: &a0 [lol, lol]\n"
    for level in 1...40 {
      text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(try problem(text).message.hasPrefix("aliases repeat more than"))
  }

  @Test func `merge keys that double again and again are refused`() throws {
    var text = "a0: &a0 {x: {k: v}, y: {k: v}}\n"
    for level in 1...40 {
      let last = "*a\(level - 1)"
      text += "a\(level): &a\(level) {<<: \(last), x: \(last), y: \(last)}\n"
    }
    #expect(try problem(text).message.hasPrefix("aliases repeat more than"))
  }

  @Test func `a long text that is repeated often counts by its length`() throws {
    let text =
      "- &a \(String(repeating: "x", count: 100_000))\n" + String(repeating: "- *a\n", count: 100)
    #expect(try problem(text).position?.line == 43)
  }

  @Test func `a text beyond the size limit is refused before it is read`() throws {
    var limits = YAMLLimits()
    limits.maxBytes = 10
    #expect(try yaml("a: 1234567", limits: limits) == ["a": 1_234_567])
    #expect(
      try problem("a: 12345678", limits: limits).message == "11 bytes are more than the 10 allowed")
  }

  @Test(
    arguments: [
      ([0x61, 0x3A, 0x20, 0xFF], 4), ([0x61, 0x0A, 0xC3], 1),
      ([0xC3, 0xA9, 0x3A, 0x20, 0xC0, 0x80], 4),
      ([0xED, 0xA0, 0x80], 1),
    ] as [([UInt8], Int)])
  func `bad UTF-8 is refused at its first byte`(bytes: [UInt8], column: Int) throws {
    let refused = #expect(throws: SourceProblem.self) {
      try YAMLDocument(parsing: bytes, name: "f")
    }
    #expect(refused?.message == "this byte is not UTF-8")
    #expect(refused?.position?.column == column)
  }

  @Test func `UTF-16 is told to be UTF-16`() throws {
    let refused = #expect(throws: SourceProblem.self) {
      try YAMLDocument(parsing: [0xFF, 0xFE, 0x61, 0x00], name: "f")
    }
    #expect(refused?.description.hasPrefix("f:1:1: this is UTF-16; save the file as UTF-8") == true)
  }

  @Test(arguments: ["a: \u{0}", "a: \u{7}b", "\u{1B}[2J", "a\u{FFFF}"])
  func `control characters are refused`(text: String) throws {
    #expect(try problem(text).message == "a control character stands here")
  }

  @Test(arguments: ["\ta: 1", "a:\n\tb: 1", "a:\n  b: 1\n\tc: 2"])
  func `tabs that indent are refused with advice`(text: String) throws {
    let found = try problem(text)
    #expect(found.message == "a tab cannot indent YAML")
    #expect(found.suggestion == "use spaces")
  }

  @Test(arguments: [
    "a: b: c", "a: 'x", "a: \"x", "[1, 2", "{a: 1", "a: 1\n b: 2", "- a\nb: 1", "a: @x", "a: `x",
    "a: %x", "*", "&", "a: !<", "%YAML 3.0\n---\na", "a: |x\n", "--- a\n--- b", "a\nb: 1", "]", "}",
    ": x",
    ",",
  ])
  func `what is no YAML is refused with a place and a line`(text: String) throws {
    let found = try problem(text)
    #expect(found.position != nil)
    #expect(found.excerpt?.contains("^") == true)
  }

  @Test(arguments: 0..<8)
  func `whatever is done to a file, reading it ends in a value or a problem`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let seedText = """
      # comment
      defaults: &d {retry: {maxAttempts: 3}, "q\\u00e9": [1, -2.5e3, 0x1F, ~, true]}
      agents:
        chat: {kind: chat, <<: *d, key: '${env.KEY}'}
        other: !!map
          text: |+
            kept ü

          folded: >-
            a
            b
      list: [*d, "x", ? {a: b}, 日本]
      """
    let bytes = Array(seedText.utf8)
    for _ in 0..<400 {
      let mutated = mutation(of: bytes, using: &generator)
      expectPlaces(seed: seed) { () throws(SourceProblem) in
        try YAMLDocument(parsing: mutated, name: "fuzz")
      }
    }
  }
}
