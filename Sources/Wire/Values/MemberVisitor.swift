/// One who goes through the members of an object: a reader, a writer or a describer.
public protocol MemberVisitor {
  /// Meets one member; `value` is nil where it is absent.
  mutating func member<Value: WireValue>(_ member: Member, _ value: inout Value?)

  /// Learns which of two members are given, of which only one may be, and one must be if required.
  mutating func exclusive(_ members: KeyValuePairs<String, Bool>, isRequired: Bool)
}

/// What the protocol says about one member of an object.
public struct Member: Sendable {
  /// Whether a member has to be there.
  public enum Presence: Sendable {
    case required, optional, defaulted
  }

  public let name: String
  public let presence: Presence
  /// What the member means, for the schema and the reference.
  public let summary: String
  /// The values an integer may take, or the lengths of a string in Unicode scalars.
  public let range: ClosedRange<Int>?
  /// The part of a workflow definition that the value has to be; checked by the engine, not here.
  public let part: DefinitionPart?
}

extension MemberVisitor {
  /// A member that must be given.
  public mutating func required<Value: WireValue>(
    _ name: String, _ value: inout Value, in range: ClosedRange<Int>? = nil,
    as part: DefinitionPart? = nil, _ summary: String
  ) {
    always(Member(name, .required, summary, range, part), &value)
  }

  /// A member that may be left out.
  public mutating func optional<Value: WireValue>(
    _ name: String, _ value: inout Value?, in range: ClosedRange<Int>? = nil,
    as part: DefinitionPart? = nil, _ summary: String
  ) {
    member(Member(name, .optional, summary, range, part), &value)
  }

  /// A member that may be left out and then keeps the value the property starts with.
  public mutating func defaulted<Value: WireValue>(
    _ name: String, _ value: inout Value, in range: ClosedRange<Int>? = nil, _ summary: String
  ) {
    always(Member(name, .defaulted, summary, range, nil), &value)
  }

  private mutating func always<Value: WireValue>(_ member: Member, _ value: inout Value) {
    var held: Value? = value
    self.member(member, &held)
    if let held { value = held }
  }
}

extension Member {
  fileprivate init(
    _ name: String, _ presence: Presence, _ summary: String, _ range: ClosedRange<Int>?,
    _ part: DefinitionPart?
  ) {
    self.init(name: name, presence: presence, summary: summary, range: range, part: part)
  }
}
