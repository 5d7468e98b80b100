public import JSON

/// A JSON object of the protocol.
///
/// Its members are listed once, in `members`; reading, writing and the JSON Schema follow from the
/// list, so they cannot drift apart. The sentence beside a member is its documentation, here as in
/// the schema and the reference, which is why the properties carry no comment of their own.
public protocol WireObject: WireValue {
  /// The object before anything was read; a member with a default holds it.
  init()

  /// What the object is, as one sentence; empty where its name says it all.
  static var summary: String { get }

  /// Whether members that are not listed are refused in requests.
  static var isClosed: Bool { get }

  /// Shows every member to `visit`, in the order in which they are written.
  mutating func members(_ visit: inout some MemberVisitor)
}

/// An object that stands in requests, so that a misspelt member is refused.
public protocol WireParams: WireObject {}

extension WireParams {
  public static var isClosed: Bool { true }
}

extension WireObject {
  public static var summary: String { "" }
  public static var isClosed: Bool { false }

  public init(json: JSON, _ strictness: Strictness) throws(Misfit) {
    try self.init(object: JSON.Object(json: json, strictness), strictness, also: ["_meta"])
  }

  /// Reads the members of `object`; those named in `also` are somebody else's.
  init(object: JSON.Object, _ strictness: Strictness, also foreign: [String]) throws(Misfit) {
    self.init()
    var reader = MemberReader(object: object, strictness)
    members(&reader)
    try reader.finish(refusesUnknown: Self.isClosed && strictness == .strict, except: foreign)
  }

  public var json: JSON {
    var writer = MemberWriter()
    var copy = self
    copy.members(&writer)
    return .object(writer.object)
  }

  public static func schema(in catalog: inout Catalog) -> JSON {
    catalog.reference(to: Catalog.name(of: Self.self)) { describe(in: &$0) }
  }

  /// The schema itself, where `schema(in:)` refers to it by name.
  static func describe(in catalog: inout Catalog) -> JSON {
    var describer = MemberDescriber(catalog: catalog)
    var blank = Self()
    blank.members(&describer)
    catalog = describer.catalog
    return .object(describer.schema(summary: summary, isClosed: isClosed))
  }
}
