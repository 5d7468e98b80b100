import JSON
import Schema
import Testing

@Suite struct SchemaTests {
  private func isValid(_ value: String, in schema: String) throws -> Bool {
    let schema = try Schema(JSON(parsing: schema))
    let value = try JSON(parsing: value)
    #expect(schema.isValid(value) == schema.validate(value).isEmpty)
    return schema.isValid(value)
  }

  @Test(arguments: [
    (#"{"type":"integer"}"#, "1.0", true), (#"{"type":"integer"}"#, "1.5", false),
    (#"{"type":"integer"}"#, "1e400", true),
    (#"{"type":"integer"}"#, "123456789012345678901234567890", true),
    (#"{"type":"integer"}"#, "-0.0", true), (#"{"const":0}"#, "-0.0", true),
    (#"{"const":1}"#, "1.0", true), (#"{"const":1}"#, "true", false),
    (#"{"const":100}"#, "1e2", true), (#"{"enum":[[1,{"a":2}]]}"#, #"[1.0,{"a":2.0}]"#, true),
    (#"{"const":{"a":1,"b":2}}"#, #"{"b":2,"a":1}"#, true),
    (#"{"maximum":9007199254740992}"#, "9007199254740993", false),
    (#"{"maximum":1e400}"#, "1e399", true), (#"{"maximum":1e400}"#, "1e401", false),
    (#"{"minimum":-1e400}"#, "-1e401", false), (#"{"exclusiveMinimum":0}"#, "1e-300", true),
    (#"{"multipleOf":0.01}"#, "19.99", true), (#"{"multipleOf":0.1}"#, "0.3", true),
    (#"{"multipleOf":0.0001}"#, "0.00751", false), (#"{"multipleOf":3}"#, "1e400", false),
    (#"{"multipleOf":5}"#, "1e400", true), (#"{"multipleOf":7}"#, "70000000000000000000000", true),
    (#"{"multipleOf":7}"#, "70000000000000000000001", false), (#"{"multipleOf":2}"#, "0", true),
  ])
  func `numbers are compared by their exact value`(
    _ schema: String, _ value: String, _ expected: Bool
  ) throws {
    #expect(try isValid(value, in: schema) == expected)
  }

  @Test func `strings are compared and counted by Unicode scalars`() throws {
    #expect(try !isValid(#""e\u0301""#, in: #"{"const":"é"}"#))
    #expect(try isValid(#""e\u0301""#, in: #"{"minLength":2,"maxLength":2}"#))
    #expect(try !isValid(#"{"e\u0301":1}"#, in: #"{"required":["é"]}"#))
    #expect(
      try !isValid(
        #"{"e\u0301":1}"#, in: #"{"properties":{"é":true},"additionalProperties":false}"#))
    #expect(try isValid(#"["é","e\u0301"]"#, in: #"{"uniqueItems":true}"#))
  }

  @Test func `a recursive schema follows the value`() throws {
    let tree = ##"{"properties":{"left":{"$ref":"#"},"value":{"type":"integer"}}}"##
    #expect(try isValid(#"{"left":{"left":{"value":1}}}"#, in: tree))
    #expect(try !isValid(#"{"left":{"left":{"value":"1"}}}"#, in: tree))
  }

  @Test func `the deepest value the parser reads can be checked`() throws {
    let schema = ##"{"anyOf":[{"type":"integer"},{"type":"array","items":{"$ref":"#"}}]}"##
    let deep = String(repeating: "[", count: 256) + "1" + String(repeating: "]", count: 256)
    #expect(try isValid(deep, in: schema))
  }

  @Test func `a schema may refer to the metaschema`() throws {
    let schema = #"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#
    #expect(try isValid(#"{"type":"object","properties":{"a":{"minLength":1}}}"#, in: schema))
    #expect(try !isValid(#"{"properties":{"a":{"minLength":"1"}}}"#, in: schema))
    #expect(try isValid(#"{"dependentRequired":{"a":["b"]}}"#, in: schema))
    #expect(try !isValid(#"{"dependentRequired":{"a":["b","b"]}}"#, in: schema))
  }

  @Test func `an embedded schema is found by its identifier and anchor`() throws {
    let schema = ##"""
      {"$id":"https://example.com/schemas/", "items":{"$ref":"item.json#small"},
       "$defs":{"i":{"$id":"item.json","$defs":{"s":{"$anchor":"small","maximum":3}}}}}
      """##
    #expect(try isValid("[3]", in: schema))
    #expect(try !isValid("[4]", in: schema))
  }

  @Test func `a schema of an older draft is read where nothing has changed`() throws {
    let schema = ##"""
      {"$schema":"http://json-schema.org/draft-07/schema#", "items":{"$ref":"#/definitions/a"},
       "definitions":{"a":{"type":"integer"}}, "dependencies":{"x":["y"],"z":{"minProperties":3}}}
      """##
    #expect(try isValid("[1]", in: schema))
    #expect(try !isValid(#"["1"]"#, in: schema))
    #expect(try !isValid(#"{"x":1}"#, in: schema))
    #expect(try !isValid(#"{"z":1}"#, in: schema))
    #expect(try isValid(#"{"x":1,"y":1}"#, in: schema))
  }

  @Test func `a format is only an annotation unless asked`() throws {
    let schema: JSON = ["format": "uuid"]
    #expect(try Schema(schema).isValid("no"))
    var options = Schema.Options()
    options.assertsFormats = true
    #expect(try !Schema(schema, options: options).isValid("no"))
    #expect(
      try Schema(schema, options: options).isValid("00000000-0000-4000-8000-00000000000a"))
    #expect(try Schema(["format": "unheard-of"], options: options).isValid("no"))
  }
}
