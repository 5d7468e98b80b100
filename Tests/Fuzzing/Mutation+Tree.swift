import JSON

extension Mutation {
  /// JSON of the corpus after up to five accidents to its values and names; still JSON.
  func tree(_ chance: inout Chance) -> [UInt8] {
    guard var value = lenient(chance.one(of: corpus)) else { return [] }
    for _ in 0...chance.below(5) { value = struck(value, &chance) }
    return value.bytes
  }

  /// Goes down into the value by chance and replaces what it comes to.
  private func struck(_ value: JSON, _ chance: inout Chance) -> JSON {
    guard chance.below(4) != 0 else { return replacement(of: value, &chance) }
    if var elements = value.arrayValue, !elements.isEmpty {
      let index = chance.below(elements.count)
      elements[index] = struck(elements[index], &chance)
      return .array(elements)
    }
    if let members = value.objectValue?.members, !members.isEmpty {
      var pairs = members.map { ($0.key, $0.value) }
      let index = chance.below(pairs.count)
      pairs[index].1 = struck(pairs[index].1, &chance)
      if chance.below(6) == 0 { pairs[index].0 = word(&chance) }
      if chance.below(6) == 0 { pairs.remove(at: index) }
      return .object(JSON.Object(pairs))
    }
    return replacement(of: value, &chance)
  }

  private func replacement(of value: JSON, _ chance: inout Chance) -> JSON {
    switch chance.below(9) {
    case 0: .null
    case 1: .int(Int64(bitPattern: chance.next() >> chance.below(64)))
    case 2: .double(1 / Double(1 + chance.below(1000)))
    case 3: .string(word(&chance))
    case 4: .array([value, value])
    case 5: .object(JSON.Object([(word(&chance), value)]))
    case 6: (0..<chance.below(300)).reduce(value) { inner, _ in .array([inner]) }
    case 7: .string(String(repeating: word(&chance), count: chance.below(2000)))
    default: part(of: chance.one(of: corpus), &chance)
    }
  }

  private func word(_ chance: inout Chance) -> String {
    let token = String(decoding: chance.one(of: tokens), as: UTF8.self)
    return token.filter { $0 != "\"" }
  }

  /// A value out of another text.
  private func part(of text: [UInt8], _ chance: inout Chance) -> JSON {
    var value = lenient(text) ?? .null
    while chance.below(3) != 0 {
      let inner = value.arrayValue ?? value.objectValue?.members.map(\.value) ?? []
      guard !inner.isEmpty else { break }
      value = chance.one(of: inner)
    }
    return value
  }
}
