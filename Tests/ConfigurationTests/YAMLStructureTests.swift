import Configuration
import JSON
import Testing

@Suite struct YAMLStructureTests {
  @Test func `mappings and sequences of both styles become objects and arrays in order`() throws {
    let value = try yaml("b: [1, {c: 2}]\na:\n- x\n-\n  - y\n")
    #expect(value.text == #"{"b":[1,{"c":2}],"a":["x",["y"]]}"#)
  }

  @Test(arguments: ["", "# nothing\n", "---\n...\n", "\u{FEFF}"])
  func `a text without a value is null`(text: String) throws {
    #expect(try yaml(text) == .null)
  }

  @Test func `an alias stands for what its anchor names`() throws {
    #expect(try yaml("a: &x [1, 2]\nb: *x\nc: *x\n") == ["a": [1, 2], "b": [1, 2], "c": [1, 2]])
  }

  @Test func `the last anchor of a name counts`() throws {
    #expect(try yaml("[&x 1, *x, &x 2, *x]") == [1, 1, 2, 2])
  }

  @Test func `a merge key takes in what is not there yet`() throws {
    let value = try yaml("base: &b {x: 1, y: 2}\nhere: {y: 3, <<: *b, z: 4}\n")
    #expect(value["here"]?.text == #"{"y":3,"z":4,"x":1}"#)
  }

  @Test func `of several merged mappings the first wins`() throws {
    let value = try yaml("- &a {x: 1}\n- &b {x: 2, y: 2}\n- {<<: [*a, *b]}\n")
    #expect(value[2] == ["x": 1, "y": 2])
  }

  @Test func `a quoted merge key is a name like any other`() throws {
    #expect(try yaml(#"{"<<": 1}"#) == ["<<": 1])
  }

  @Test(arguments: ["{<<: 1}", "{<<: [1]}", "{<<: [[{a: 1}]]}"])
  func `only mappings are merged`(text: String) throws {
    #expect(try problem(text).message.hasPrefix("<< takes a mapping"))
  }

  @Test func `a key that stands twice is refused with both places`() throws {
    let found = try problem("a: 1\nb: 2\n  \na: 3\n")
    #expect(found.message == #""a" stands twice: first at line 1, column 1"#)
    #expect(found.position == .init(line: 4, column: 1))
    #expect(try problem("{<<: {}, <<: {}}").suggestion == "write one << with a list")
  }

  @Test(arguments: [
    "1: x", "true: x", "~: x", "1.5: x", "? [a]\n: x", "? {a: 1}\n: x", "[a]: x",
    "- &k 1\n- {*k : x}",
  ])
  func `a key that is no text is refused`(text: String) throws {
    #expect(try problem(text).message.hasPrefix("a key must be text"))
  }

  @Test func `a key may be an alias of a text and may be called on or yes`() throws {
    #expect(try yaml("- &k on\n- {*k : 1, yes: 2, \"1\": 3}\n")[1] == ["on": 1, "yes": 2, "1": 3])
  }

  @Test(arguments: ["a: 1\n---\nb: 2\n", "---\na\n---\n"])
  func `a second document is refused`(text: String) throws {
    #expect(try problem(text).message == "a second document starts here")
  }

  @Test func `an alias without an anchor is refused with the one that was meant`() throws {
    let found = try problem("a: &defaults 1\nb: *default\n")
    #expect(found.message == "no anchor &default stands before this alias")
    #expect(found.suggestion == #"did you mean "defaults"?"#)
  }

  @Test func `a value cannot contain itself`() throws {
    #expect(try problem("&a [*a]").message == "the value of &a would contain itself")
    #expect(try problem("&a {b: {<<: *a}}").message == "the value of &a would contain itself")
  }
}
