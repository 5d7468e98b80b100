/// Strings and names are equal when their Unicode scalars are; see `ExactText`. Numbers are equal
/// when they were read as the same case: 1 is not 1.0.
extension JSON: Hashable {
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left.isExactly(right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    case (.null, _), (.bool, _), (.int, _), (.double, _), (.number, _), (.string, _), (.array, _),
      (.object, _):
      false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .double(let value): hasher.combine(value)
    case .number(let text), .string(let text): hasher.combine(text)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension JSON.Object.Member: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.key.isExactly(right.key) && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value)
  }
}

extension JSON.Object: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    left.count == right.count
      && (left.members == right.members || left.membersByName == right.membersByName)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(members.count)
    for member in membersByName { hasher.combine(member) }
  }

  /// The members in an order that depends on their names alone.
  var membersByName: [Member] { members.sorted { ExactText($0.key) < ExactText($1.key) } }
}
