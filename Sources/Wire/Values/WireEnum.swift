public import JSON

/// A string of which the protocol knows every value; the engine refuses others in requests.
public protocol WireEnum: WireValue, RawRepresentable, CaseIterable where RawValue == String {
  /// What the word tells, as one sentence; where it helps, what each value means.
  static var summary: String { get }
}

extension WireEnum {
  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    let text = try String(json: json, strictness)
    guard let value = Self(rawValue: text) else { throw Self.misfit(text) }
    self = value
  }

  private static func misfit(_ text: String) -> Misfit {
    let names = allCases.map(\.rawValue)
    let near = suggestion(for: text, among: names)
    let question = near.map { "; did you mean \"\($0)\"?" } ?? ""
    return Misfit(
      "must be one of \(names.joined(separator: ", ")), not \"\(text.prefix(64))\"\(question)",
      didYouMean: near)
  }

  public var json: JSON { .string(rawValue) }

  public static func schema(in catalog: inout Catalog) -> JSON {
    catalog.reference(to: Catalog.name(of: Self.self)) { _ in
      [
        "type": "string", "description": .string(summary),
        "enum": .array(allCases.map(\.json)),
      ]
    }
  }
}
