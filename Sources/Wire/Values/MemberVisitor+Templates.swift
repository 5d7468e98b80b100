extension MemberVisitor {
  /// The member `name` of methods about templates.
  public mutating func template(_ name: inout String) {
    required(
      "name", &name, in: 1...Template.longestName,
      "The template's name, without control characters.")
  }

  /// The member `version` where a template's version is chosen.
  public mutating func version(_ version: inout Int?, _ summary: String) {
    optional("version", &version, in: 1...Template.lastVersion, summary)
  }
}

extension Template {
  /// How many Unicode scalars a name may have.
  static let longestName = 200
  /// The greatest version there can be.
  static let lastVersion = 999_999_999
}
