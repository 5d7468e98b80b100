import JSON
import Testing

@Suite struct JSONTests {
  @Test func `a value is written as it was read`() throws {
    let text = #"{"b":[1,-2.5,1e+30,123456789012345678901234567890,"\u2028é\"\n"],"a":{"x":null,"y":true}}"#
    #expect(try JSON(parsing: text).text == text)
  }
}
