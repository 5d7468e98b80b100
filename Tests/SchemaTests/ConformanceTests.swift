import JSON
import Schema
import Testing

/// The official test suite (https://github.com/json-schema-org/JSON-Schema-Test-Suite) of draft
/// 2020-12, from the folder `tests/draft2020-12` that `STEPWELL_SCHEMA_CONFORMANCE` names.
@Suite(
  .enabled(
    if: OfficialSuite.folder != nil,
    "set STEPWELL_SCHEMA_CONFORMANCE to the folder tests/draft2020-12 of the official suite"))
struct ConformanceTests {
  /// The groups that are refused by design, by file and description.
  private static let refused: [String: String] = {
    let remote = "references are never fetched"
    let dialect = "unknown dialect"
    return [
      "dynamicRef.json: strict-tree schema, guards against misspelled properties": remote,
      "dynamicRef.json: tests for implementation dynamic anchor and reference link": remote,
      "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $defs first": remote,
      "dynamicRef.json: $ref and $dynamicAnchor are independent of order - $ref first": remote,
      "dynamicRef.json: $ref to $dynamicRef finds detached $dynamicAnchor": remote,
      "refRemote.json: remote ref": remote,
      "refRemote.json: fragment within remote ref": remote,
      "refRemote.json: anchor within remote ref": remote,
      "refRemote.json: ref within remote ref": remote,
      "refRemote.json: base URI change": remote,
      "refRemote.json: base URI change - change folder": remote,
      "refRemote.json: base URI change - change folder in subschema": remote,
      "refRemote.json: root ref in remote ref": remote,
      "refRemote.json: remote ref with ref to defs": remote,
      "refRemote.json: Location-independent identifier in remote ref": remote,
      "refRemote.json: retrieved nested refs resolve relative to their URI not $id": remote,
      "refRemote.json: remote HTTP ref with different $id": remote,
      "refRemote.json: remote HTTP ref with different URN $id": remote,
      "refRemote.json: remote HTTP ref with nested absolute ref": remote,
      "refRemote.json: $ref to $ref finds detached $anchor": remote,
      "vocabulary.json: schema that uses custom metaschema with with no validation vocabulary":
        dialect,
      "vocabulary.json: ignore unrecognized optional vocabulary": dialect,
    ]
  }()

  @Test func `the required tests pass but for the references that are refused`() throws {
    let suite = try OfficialSuite()
    var passed = 0
    var total = 0
    var found: Set<String> = []
    for group in try suite.requiredGroups() {
      let outcome = group.run()
      passed += outcome.passed
      total += outcome.total
      if let reason = Self.refused[group.name] {
        found.insert(group.name)
        #expect(
          outcome.refusal?.contains(reason) == true, "listed as refused, but is not: \(group.name)")
      } else {
        #expect(outcome.failures.isEmpty, "\(group.name): \(outcome.failures)")
      }
    }
    print("JSON Schema conformance: \(passed)/\(total)")
    #expect(total > 1000)
    #expect(Double(passed) >= 0.95 * Double(total))
    #expect(found == Set(Self.refused.keys))
  }

  @Test(arguments: ["date-time", "date", "time", "email", "uri", "uuid", "ipv4", "ipv6"])
  func `a format is a requirement when asked`(_ format: String) throws {
    var options = Schema.Options()
    options.assertsFormats = true
    for group in try OfficialSuite().groups(in: "optional/format/\(format).json") {
      let failures = group.run(options: options).failures
      #expect(failures.isEmpty, "\(group.name): \(failures)")
    }
  }

  @Test(arguments: ["bignum", "ecmascript-regex", "float-overflow", "non-bmp-regex", "anchor"])
  func `optional tests that matter here pass`(_ file: String) throws {
    for group in try OfficialSuite().groups(in: "optional/\(file).json") {
      let failures = group.run().failures
      #expect(failures.isEmpty, "\(group.name): \(failures)")
    }
  }
}
