import JSON
import Testing

@Suite struct JSONPointerTests {
  /// The document and the pointers of RFC 6901, section 5.
  @Test(arguments: [
    ("/foo", #"["bar","baz"]"#), ("/foo/0", #""bar""#), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"),
    ("/e^f", "3"), ("/g|h", "4"), (#"/i\j"#, "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
  ])
  func `a pointer finds its value`(_ text: String, _ expected: String) throws {
    let document = try JSON(
      parsing: #"""
        {"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8}
        """#)
    let pointer = try #require(JSONPointer(text))
    #expect(document.value(at: pointer)?.text == expected)
    #expect(document.value(at: .root) == document)
  }

  @Test(arguments: ["/2", "/-", "/00", "/+1", "/-1", "/0/0", "/a", "/"])
  func `a pointer to nothing finds nothing`(_ text: String) throws {
    #expect(JSON.array([1, 2]).value(at: try #require(JSONPointer(text))) == nil)
  }

  @Test(arguments: ["a", "#/a", "/~", "/~2", "/a~", "/~~0"])
  func `a text that is no pointer is refused`(_ text: String) {
    #expect(JSONPointer(text) == nil)
  }

  @Test(arguments: ["", "a", "~", "/", "~1", "~01", "a/b~c", "~0~1", "\u{301}", "/\u{301}", "é"])
  func `every name can be pointed to`(_ name: String) throws {
    let pointer = JSONPointer.root.appending(name).appending(0).appending(name)
    #expect(pointer.tokens == [name, "0", name])
    #expect(JSONPointer(pointer.description) == pointer)
    let inner = JSON.object(JSON.Object([(name, .int(1))]))
    let document = JSON.object(JSON.Object([(name, .array([inner]))]))
    #expect(document.value(at: pointer) == 1)
  }
}
