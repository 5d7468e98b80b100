import Testing

@testable import JSONRPC

@Suite struct OutlineTests {
  @Test func `names inside values are not taken for the message's own`() {
    let outline = Outline(#"{"params":{"id":1,"method":"x"},"x":["id",2],"y":"\"id\":3"}"#.utf8)
    #expect(outline.id == nil)
    #expect(!outline.hasMethod)
    #expect(outline.isComplete)
  }

  @Test(arguments: ["null", "true", "1.5", "{}", "[1]", ""])
  func `what is no id is no id`(text: String) {
    #expect(Outline("{\"id\":\(text)}".utf8).id == nil)
  }

  @Test func `a message that breaks off still has an id`() {
    let outline = Outline(#"{ "id" : "a" , "method":"m","params":{"x":"#.utf8)
    #expect(outline.id == .string("a"))
    #expect(outline.hasMethod)
    #expect(!outline.isComplete)
  }

  @Test(arguments: ["[", "]", "{}{}", "{} 1", "\"", "[[]", "", " "])
  func `what is not one whole value is not complete`(text: String) {
    #expect(!Outline(text.utf8).isComplete)
  }

  @Test func `the deepest level is counted`() {
    #expect(Outline("[[],[[{}]],\"[[[[[[\"]".utf8).deepest == 4)
  }

  @Test func `an id too long to keep is not cut into another`() {
    let digits = String(repeating: "1", count: 5000)
    #expect(Outline("{\"id\":\(digits),\"method\":\"m\"}".utf8).id == nil)
    #expect(Outline("{\"\(digits)id\":1}".utf8).id == nil)
  }
}
