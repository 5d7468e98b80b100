/// The conformance tests that fail, each with its reason.
enum ConformanceMisses {
  static func reason(_ name: String) -> String? { reasons[name] }

  static let reasons: [String: String] = [:]
}
