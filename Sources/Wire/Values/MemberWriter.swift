import JSON

/// Writes an object's members; those that are absent are left out.
struct MemberWriter: MemberVisitor {
  private(set) var object = JSON.Object()

  mutating func member<Value: WireValue>(_ member: Member, _ value: inout Value?) {
    if let value { object.append(member.name, value.json) }
  }

  mutating func exclusive(_ members: KeyValuePairs<String, Bool>, isRequired: Bool) {}
}
