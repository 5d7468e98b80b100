import Engine
import JSON
import Schema
import Testing
import Wire

/// The published schema and the parser take and refuse the same values of every member.
@Suite struct DefinitionAgreementTests {
  private let schema: Schema

  init() throws { schema = try Schema(ProtocolDocuments.schema) }

  /// Holds both against what is to come of a definition.
  private func judge(_ definition: JSON, isTaken: Bool, _ what: String) {
    let problems = Definition.problems(of: definition).filter { $0.severity == .error }
    #expect(problems.isEmpty == isTaken, "the parser on \(what): \(problems.map(\.message))")
    let violations = schema.validate(definition)
    #expect(violations.isEmpty == isTaken, "the schema on \(what): \(violations.prefix(3))")
  }

  @Test(arguments: AgreementTable.rows)
  func `the schema and the parser agree`(row: AgreementRow) {
    for value in row.taken {
      judge(row.definition(with: value), isTaken: true, "\(row.name): \(value.text)")
    }
    for value in row.refused {
      judge(row.definition(with: value), isTaken: false, "\(row.name): \(value.text)")
    }
    judge(row.definition(with: nil), isTaken: !row.isRequired, "\(row.name), left out")
    judge(row.definition(withStranger: "nme"), isTaken: false, "a stranger in \(row.part)")
    judge(row.definition(withStranger: "_meta"), isTaken: true, "a note in \(row.part)")
    judge(row.definition(withStranger: "$schema"), isTaken: false, "no address in \(row.part)")
    judge(
      row.definition(withStranger: "$schema", "s"), isTaken: true, "an address in \(row.part)")
  }

  @Test func `every member of the schema is in the table`() throws {
    let parts = try #require(ProtocolDocuments.schema["$defs"]?.objectValue)
    for part in AgreementTable.parts {
      let properties = try #require(parts[part]?["properties"]?.objectValue, "\(part)")
      let known = Set(AgreementTable.rows.filter { $0.part == part }.map(\.member))
      for member in properties.keys where member != "type" {
        let isCommon = part.hasSuffix("Step") && part != "AgentStep"
        let stepRows = AgreementTable.rows.filter { $0.part == "AgentStep" }.map(\.member)
        #expect(
          known.contains(member) || isCommon && stepRows.contains(member),
          "\(part) has a member \(member)")
      }
    }
  }
}
