import JSON
import Schema
import Testing

@Suite struct HostileSchemaTests {
  /// 40 levels, each of which applies the next twice.
  private var doubling: JSON {
    let type: JSON = ["type": "integer"]
    var definitions = JSON.Object([("d0", type)])
    for level in 1...40 {
      let reference: JSON = ["$ref": .string("#/$defs/d\(level - 1)")]
      definitions["d\(level)"] = ["allOf": [reference, reference]]
    }
    return .object(definitions)
  }

  private var frugal: Schema.Options {
    var options = Schema.Options()
    options.maxSteps = 100_000
    return options
  }

  @Test func `a schema that doubles its work is given up, not followed`() throws {
    let schema = try Schema(["$ref": "#/$defs/d40", "$defs": doubling], options: frugal)
    let violations = schema.validate(1)
    #expect(violations.map(\.message) == ["checking takes more work than is allowed"])
    #expect(!schema.isValid(1))
  }

  @Test func `giving up is never taken for a schema that does not match`() throws {
    let schema = try Schema(["not": ["$ref": "#/$defs/d40"], "$defs": doubling], options: frugal)
    #expect(!schema.isValid(1))
  }

  @Test func `dynamic references that go round in place end`() throws {
    let schema = try Schema(
      JSON(
        parsing: ##"""
          {"$id":"u:root","$ref":"u:list","$defs":{
            "a":{"$dynamicAnchor":"n","$ref":"u:list"},
            "l":{"$id":"u:list","$dynamicRef":"#n","$defs":{"n":{"$dynamicAnchor":"n"}}}}}
          """##))
    let violations = schema.validate(1)
    #expect(
      violations.map(\.message) == ["the value or the schema is nested too deep to be checked"])
  }

  @Test func `a pattern that would ruin a backtracking engine ends`() throws {
    let schema = try Schema(["pattern": "^(a+)+$"])
    #expect(!schema.isValid(.string(String(repeating: "a", count: 100_000) + "b")))
  }

  @Test func `a large pattern on a large text is given up`() throws {
    let schema = try Schema(["pattern": "(a|b|ab|.){500}x"], options: frugal)
    let text = JSON.string(String(repeating: "ab", count: 100_000))
    #expect(schema.validate(text).first?.message == "checking takes more work than is allowed")
  }

  @Test func `many unique items take no quadratic time`() throws {
    let items = JSON.array((0..<100_000).map { JSON($0) })
    #expect(try Schema(["uniqueItems": true]).isValid(items))
  }
}
