import JSON
import Testing
import Wire

struct DocumentTests {
  static let documents: [(name: String, text: String)] = [
    ("schema.json", ProtocolDocuments.schema.prettyText + "\n"),
    ("openrpc.json", ProtocolDocuments.openRPC.prettyText + "\n"),
    ("reference.md", ProtocolDocuments.reference),
  ]

  @Test(arguments: documents.map(\.name))
  func `the committed documents are those the code makes`(name: String) throws {
    let text = try #require(Self.documents.first { $0.name == name }).text
    let file = CommittedFile(protocolDocument: name)
    if CommittedFile.isUpdating { #expect(file.write(text)) }
    #expect(
      file.text == text, "protocol/\(name) is out of date: run the tests with STEPWELL_UPDATE=1")
  }

  @Test func `every reference in the schema leads somewhere`() {
    for reference in references(in: ProtocolDocuments.schema) {
      let pointer = JSONPointer(String(reference.dropFirst()))
      #expect(pointer.flatMap { ProtocolDocuments.schema.value(at: $0) } != nil, "\(reference)")
    }
  }

  @Test func `every reference in the OpenRPC document leads somewhere`() {
    for reference in references(in: ProtocolDocuments.openRPC) {
      let pointer = JSONPointer(String(reference.dropFirst()))
      #expect(pointer.flatMap { ProtocolDocuments.openRPC.value(at: $0) } != nil, "\(reference)")
    }
  }

  @Test func `the reference has a section and an example for every method`() {
    for method in Methods.all {
      #expect(ProtocolDocuments.reference.contains("\n### `\(method.name)`\n"), "\(method.name)")
      #expect(
        ProtocolDocuments.reference.contains("\"method\": \"\(method.name)\""), "\(method.name)")
    }
  }

  @Test func `every member in the schema says what it means`() throws {
    let definitions = try #require(ProtocolDocuments.schema["$defs"]?.objectValue)
    for definition in definitions {
      for property in definition.value["properties"]?.objectValue ?? .init() {
        let description = property.value["description"]?.stringValue ?? ""
        #expect(description.hasSuffix("."), "\(definition.key).\(property.key)")
      }
    }
  }

  private func references(in json: JSON) -> [String] {
    switch json {
    case .array(let elements): elements.flatMap(references)
    case .object(let object):
      (object["$ref"]?.stringValue.map { [$0] } ?? [])
        + object.flatMap { references(in: $0.value) }
    case .null, .bool, .int, .double, .number, .string: []
    }
  }
}
