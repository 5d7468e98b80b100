import JSON
import Schema
import Testing

@Suite struct SchemaRefusalTests {
  private func problem(in text: String) throws -> SchemaError.Problem? {
    let json = try JSON(parsing: text)
    return #expect(throws: SchemaError.self) { try Schema(json) }?.problems.first
  }

  @Test(arguments: [
    ("3", "", "expected a schema (an object or a boolean), found integer 3"),
    (#"{"type":"strng"}"#, "/type", #"unknown type "strng"; did you mean "string"?"#),
    (#"{"properties":{"a":[]}}"#, "/properties/a", "expected a schema"),
    (#"{"properties":[]}"#, "/properties", "expected an object of schemas"),
    (#"{"allOf":[]}"#, "/allOf", "expected an array of at least one schema"),
    (#"{"items":[{}]}"#, "/items", "items is one schema for all elements"),
    (#"{"minLength":-1}"#, "/minLength", "expected an integer that is not negative"),
    (#"{"maxItems":1.5}"#, "/maxItems", "expected an integer that is not negative"),
    (#"{"minimum":"3"}"#, "/minimum", "expected a number"),
    (#"{"multipleOf":0}"#, "/multipleOf", "multipleOf has to be above 0"),
    (#"{"required":["a",1]}"#, "/required", "expected an array of names"),
    (#"{"uniqueItems":1}"#, "/uniqueItems", "expected true or false"),
    (#"{"enum":1}"#, "/enum", "expected an array of the allowed values"),
    (#"{"pattern":"a("}"#, "/pattern", "the pattern cannot be used: '(' without its ')'"),
    (#"{"pattern":"(?=a)"}"#, "/pattern", "the pattern cannot be used: lookahead"),
    (#"{"patternProperties":{"[":{}}}"#, "/patternProperties/[", "the pattern cannot be used"),
    (#"{"$ref":3}"#, "/$ref", "expected a URI reference"),
    (##"{"$ref":"#/$defs/a"}"##, "/$ref", ##"there is nothing at "#/$defs/a""##),
    (##"{"$ref":"#a","$defs":{"b":{"$anchor":"ab"}}}"##, "/$ref", ##"there is no anchor "a""##),
    (##"{"$ref":"#/%zz"}"##, "/$ref", ##"the fragment of "#/%zz" is malformed"##),
    (#"{"$ref":"https://example.com/a.json"}"#, "/$ref", "references are never fetched"),
    (#"{"$ref":"file:///etc/passwd"}"#, "/$ref", "references are never fetched"),
    (#"{"$dynamicRef":"other.json#meta"}"#, "/$dynamicRef", "references are never fetched"),
    (#"{"$id":"a#b"}"#, "/$id", "$id must not have a fragment"),
    (#"{"$anchor":"1a"}"#, "/$anchor", "expected a name"),
    (
      #"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#, "/$defs/b/$anchor",
      #"a second anchor "x""#
    ),
    (
      #"{"$defs":{"a":{"$id":"u:x"},"b":{"$id":"u:x"}}}"#, "/$defs/b",
      "a second schema with the $id"
    ),
    (#"{"$schema":"http://json-schema.org/draft-04/schema#"}"#, "/$schema", "unknown dialect"),
    (##"{"$ref":"#"}"##, "", "the schema refers to itself without a step into the value"),
    (
      ##"{"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##,
      "/$defs/a", "the schema refers to itself"
    ),
  ])
  func `a schema that cannot be used is refused at its place`(
    _ schema: String, _ pointer: String, _ message: String
  ) throws {
    let problem = try #require(try problem(in: schema))
    #expect(problem.pointer.description == pointer)
    #expect(problem.message.contains(message), "\(problem.message)")
  }

  @Test func `all problems are listed`() throws {
    let json = try JSON(parsing: #"{"type":"x","minimum":"y","properties":{"a":{"type":1}}}"#)
    let error = #expect(throws: SchemaError.self) { try Schema(json) }
    #expect(
      error?.problems.map(\.pointer.description) == ["/type", "/minimum", "/properties/a/type"])
  }

  @Test func `a schema too large or too deep is refused`() throws {
    let wide = JSON.array(Array(repeating: [:], count: 10_000))
    #expect(throws: SchemaError.self) { try Schema(["allOf": wide]) }
    var deep: JSON = [:]
    for _ in 0..<200 { deep = ["not": deep] }
    #expect(throws: SchemaError.self) { try Schema(deep) }
    let patterns = JSON.array(Array(repeating: ["pattern": "(a{100}){100}"], count: 30))
    #expect(throws: SchemaError.self) { try Schema(["allOf": patterns]) }
  }
}
