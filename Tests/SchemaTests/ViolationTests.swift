import JSON
import Schema
import Testing

@Suite struct ViolationTests {
  private func violations(of text: String, in value: String) throws -> [Violation] {
    try Schema(JSON(parsing: text)).validate(JSON(parsing: value))
  }

  @Test(arguments: [
    (#"{"type":"string"}"#, "3", "", "/type", "expected string, found integer 3"),
    (
      #"{"type":["string","null"]}"#, "[1,2]", "", "/type",
      "expected string or null, found an array of 2 items"
    ),
    (
      #"{"enum":["a",1]}"#, #""b""#, "", "/enum", #"expected one of "a", integer 1, found "b""#
    ),
    (#"{"const":null}"#, "false", "", "/const", "expected null, found false"),
    (#"{"minimum":1.5}"#, "1", "", "/minimum", "expected at least 1.5, found integer 1"),
    (
      #"{"exclusiveMaximum":2}"#, "2", "", "/exclusiveMaximum",
      "expected less than 2, found integer 2"
    ),
    (
      #"{"multipleOf":0.01}"#, "0.015", "", "/multipleOf",
      "expected a multiple of 0.01, found number 0.015"
    ),
    (#"{"maxLength":2}"#, #""abc""#, "", "/maxLength", "expected at most 2 characters, found 3"),
    (
      #"{"pattern":"^a"}"#, #""b""#, "", "/pattern",
      #"expected a string that matches ^a, found "b""#
    ),
    (#"{"minItems":1}"#, "[]", "", "/minItems", "expected at least 1 items, found 0"),
    (
      #"{"uniqueItems":true}"#, "[1,2,1.0]", "", "/uniqueItems",
      "expected different items, but 0 and 2 are equal"
    ),
    (#"{"required":["a"]}"#, "{}", "", "/required", #"missing member "a""#),
    (
      #"{"properties":{"name":{}},"additionalProperties":false}"#, #"{"nmae":1}"#, "/nmae",
      "/additionalProperties", #"unexpected member "nmae"; did you mean "name"?"#
    ),
    (
      #"{"items":{"type":"null"}}"#, "[null,1]", "/1", "/items/type",
      "expected null, found integer 1"
    ),
    (
      ##"{"properties":{"a/b":{"$ref":"#/$defs/n"}},"$defs":{"n":{"minimum":3}}}"##,
      #"{"a/b":2}"#, "/a~1b", "/$defs/n/minimum", "expected at least 3, found integer 2"
    ),
    (
      #"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, "", "/dependentRequired",
      #"missing member "b", needed beside "a""#
    ),
    (
      #"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#, "/ab", "/propertyNames",
      "the member name is not allowed: expected at most 1 characters, found 2"
    ),
    (
      #"{"contains":{"const":1},"minContains":2}"#, "[1]", "", "/minContains",
      "expected at least 2 matching items, found 1"
    ),
    (
      #"{"anyOf":[{"type":"null"},{"properties":{"a":{"type":"string"}}}]}"#, #"{"a":1}"#, "",
      "/anyOf",
      "expected one of 2 alternatives to match, found none; the nearest: /a: expected string, "
        + "found integer 1"
    ),
    (
      #"{"oneOf":[{"minimum":1},{"minimum":2}]}"#, "3", "", "/oneOf",
      "expected exactly one alternative to match, but 0 and 1 both do"
    ),
    (#"{"not":{"type":"null"}}"#, "null", "", "/not", "expected anything but what is found: null"),
    (
      #"{"if":{"type":"string"},"then":{"minLength":2}}"#, #""a""#, "", "/then/minLength",
      "expected at least 2 characters, found 1"
    ),
    (
      #"{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}"#,
      #"{"a":1,"b":2}"#, "/b", "/unevaluatedProperties", #"unexpected member "b""#
    ),
    ("false", "1", "", "", "nothing is allowed here, found integer 1"),
  ])
  func `a violation says where, what was expected and what was found`(
    _ schema: String, _ value: String, _ instancePath: String, _ schemaPath: String,
    _ message: String
  ) throws {
    let violation = try #require(try violations(of: schema, in: value).first)
    #expect(violation.instancePath.description == instancePath)
    #expect(violation.schemaPath.description == schemaPath)
    #expect(violation.message == message)
  }

  @Test func `all violations are listed up to the limit`() throws {
    let schema = try JSON(parsing: #"{"items":{"type":"string"},"maxItems":2}"#)
    let value = JSON.array((0..<100).map { JSON($0) })
    #expect(try Schema(schema).validate(value).count == 20)
    #expect(try Schema(schema).validate([1, 2]).count == 2)
    var options = Schema.Options()
    options.maxViolations = 3
    let paths = try Schema(schema, options: options).validate(value).map(\.instancePath.description)
    #expect(paths == ["", "/0", "/1"])
  }

  @Test func `an alternative that fails leaves no violations when another holds`() throws {
    let schema = #"{"anyOf":[{"type":"string"},{"type":"integer"}],"minimum":5}"#
    #expect(try violations(of: schema, in: "3").map(\.schemaPath.description) == ["/minimum"])
    #expect(try violations(of: schema, in: "7").isEmpty)
  }

  @Test func `a long value is shortened in a message`() throws {
    let value = JSON.string(String(repeating: "x", count: 10_000))
    let violation = try #require(try Schema(["type": "null"]).validate(value).first)
    #expect(violation.message.utf8.count < 120)
  }
}
