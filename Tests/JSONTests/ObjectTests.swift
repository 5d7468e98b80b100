import JSON
import Testing

@Suite struct ObjectTests {
  @Test(arguments: [
    (#"{"a":1,"a":1}"#, 7), (#"{"a":1,"\u0061":2}"#, 7), (#"{"x":{"":1,"":2}}"#, 11),
  ])
  func `a duplicate name is refused`(_ text: String, _ offset: Int) throws {
    let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
    #expect(error?.message.hasPrefix("duplicate member name") == true)
    #expect(error?.offset == offset)
  }

  @Test(arguments: [15, 16, 17, 18, 100])
  func `a duplicate name is found among many`(_ count: Int) throws {
    let members = (0..<count).map { "\"m\($0)\":\($0)" }
    #expect(try JSON(parsing: "{\(members.joined(separator: ","))}").objectValue?.count == count)
    for duplicate in [0, count / 2, count - 1] {
      let text = "{" + (members + ["\"m\(duplicate)\":0"]).joined(separator: ",") + "}"
      let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
      #expect(error?.message == "duplicate member name \"m\(duplicate)\"")
    }
  }

  @Test func `many members are read without comparing each with each`() throws {
    let members = (0..<100_000).map { "\"member\($0)\":\($0)" }
    let value = try JSON(parsing: "{\(members.joined(separator: ","))}")
    #expect(value.objectValue?.count == 100_000)
    #expect(value.objectValue?.members.last?.value == 99_999)
  }

  @Test func `names that only look alike are two names`() throws {
    let value = try JSON(parsing: #"{"é":1,"e\u0301":2}"#)
    #expect(value["é"] == 1)
    #expect(value["e\u{301}"] == 2)
    let many = (0..<20).map { "\"\($0)\":0," }.joined()
    #expect(try JSON(parsing: #"{\#(many)"é":1,"e\u0301":2}"#)["e\u{301}"] == 2)
  }

  @Test func `objects are equal in whatever order`() throws {
    let left = try JSON(parsing: #"{"a":1,"b":{"c":2,"d":3}}"#)
    let right = try JSON(parsing: #"{"b":{"d":3,"c":2},"a":1}"#)
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(left.text != right.text)
    #expect(left.canonicalText == right.canonicalText)
    #expect(left != ["a": 1])
    #expect(left != ["a": 1, "b": ["c": 2, "d": 4]])
  }

  @Test func `canonical text sorts the members by their bytes`() throws {
    let value = try JSON(parsing: #"{"b":[{"z":1,"a":2}],"é":1,"a":0,"B":0,"e\u0301":1}"#)
    #expect(value.canonicalText == #"{"B":0,"a":0,"b":[{"a":2,"z":1}],"e\#u{301}":1,"é":1}"#)
  }

  @Test func `a member is set, replaced and removed`() {
    var object = JSON.Object([("a", 1), ("b", 2), ("a", 3)])
    #expect(JSON.object(object).text == #"{"a":3,"b":2}"#)
    object["c"] = nil
    object["b"] = nil
    object["d"] = .null
    #expect(object.keys == ["a", "d"])
    object["a"] = .string("x")
    #expect(JSON.object(object).text == #"{"a":"x","d":null}"#)
  }

  @Test func `the text for people is indented`() throws {
    let value = try JSON(parsing: #"{"a":[1,{}],"b":{"c":[]}}"#)
    #expect(
      value.prettyText == """
        {
          "a": [
            1,
            {}
          ],
          "b": {
            "c": []
          }
        }
        """)
  }
}
