import JSON

extension Evaluator {
  mutating func chain(_ base: Node, _ links: [Link]) throws(Failure) -> Value {
    let (first, rest) = try start(of: base, links)
    var value = first
    for link in rest { value = try follow(link, from: value) }
    return value
  }

  /// The value a chain starts from, and the links still to follow. Where the first name is unknown,
  /// longer names with dots are tried, the longest first.
  private mutating func start(
    of base: Node, _ links: [Link]
  ) throws(Failure) -> (Value, ArraySlice<Link>) {
    guard case .name(let name, _) = base else { return (try value(of: base), links[...]) }
    try budget.charge(1)
    if let value = environment.lookup(name) { return (value, links[...]) }
    var names = [name]
    for link in links {
      guard case .field(let field, false) = link.step else { break }
      names.append(field)
    }
    for count in stride(from: names.count, to: 1, by: -1) {
      try budget.charge(1 + count)
      let qualified = names.prefix(count).joined(separator: ".")
      if let value = environment.lookup(qualified) ?? ValueType.named[qualified].map(Value.type) {
        return (value, links[(count - 1)...])
      }
    }
    return (try value(of: base), links[...])
  }

  private mutating func follow(_ link: Link, from value: Value) throws(Failure) -> Value {
    try budget.charge(1)
    switch link.step {
    case .field(let name, let isOptional):
      return try field(name, of: value, isOptional: isOptional, link)
    case .index(let node, let isOptional):
      let index = try self.value(of: node)
      return try element(index, of: value, isOptional: isOptional, link)
    case .method(let function, let nodes):
      var arguments = [value]
      for node in nodes { arguments.append(try self.value(of: node)) }
      return try call(function, arguments, at: link.offset)
    case .macro(let comprehension):
      return try visit(value, with: comprehension, at: link.offset)
    }
  }

  private mutating func field(
    _ name: String, of value: Value, isOptional: Bool, _ link: Link
  ) throws(Failure) -> Value {
    switch value {
    case .map(let map):
      try budget.charge(map.lookupCost)
      if let member = map[name] { return isOptional ? .optional(member) : member }
      if isOptional { return .optional(nil) }
      throw missing(name, in: map, link)
    case .optional(let inner):
      guard let inner else { return value }
      return try field(name, of: inner, isOptional: true, link)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .list, .timestamp, .duration, .type:
      throw noFields(value, "field '\(name)'", link)
    }
  }

  private mutating func element(
    _ index: Value, of value: Value, isOptional: Bool, _ link: Link
  ) throws(Failure) -> Value {
    let element: Value?
    switch value {
    case .list(let list):
      guard let position = position(index) else {
        throw Failure(
          .noMatchingOverload, "a list is indexed by a whole number, not \(index.valueType.word)",
          at: link.offset)
      }
      element = list.indices.contains(position) ? list[position] : nil
      if element == nil, !isOptional { throw beyond(position, list, link) }
    case .map(let map):
      try budget.charge(map.lookupCost)
      element = Value.Key(index).flatMap { map[$0] }
      if element == nil, !isOptional { throw missing(index, in: map, link) }
    case .optional(let inner):
      guard let inner else { return value }
      return try self.element(index, of: inner, isOptional: true, link)
    case .null, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .type:
      throw noFields(value, "element", link)
    }
    guard isOptional else { return element ?? .null }
    return .optional(element)
  }

  /// The position a number means, or nil for what is no whole number.
  private func position(_ index: Value) -> Int? {
    switch index {
    case .int(let value): Int(value)
    case .uint(let value): Int(clamping: value)
    case .double(let value): Int(exactly: value)
    case .null, .bool, .string, .bytes, .list, .map, .timestamp, .duration, .type, .optional: nil
    }
  }

  /// `has(base.field)`: whether the field is there.
  mutating func presence(of field: String, in base: Node, at offset: Int) throws(Failure) -> Value {
    var value = try value(of: base)
    while case .optional(let inner) = value {
      guard let inner else { return .bool(false) }
      value = inner
    }
    guard case .map(let map) = value else {
      throw Failure(
        value.valueType == .null ? .noSuchPath : .noMatchingOverload,
        "has() looks for '\(field)' in \(value.valueType.word), which has no fields", at: offset)
    }
    try budget.charge(map.lookupCost)
    return .bool(map[field] != nil)
  }
}
