import JSON
import RegularExpressions

/// The demands on a value itself.
extension Validator {
  mutating func hasType(_ types: [SchemaType], of node: Node, _ instance: JSON) -> Bool {
    if types.contains(where: { instance.has($0) }) { return true }
    let expected = types.map(\.rawValue).listed
    return fail("type", of: node, "expected \(expected), found \(instance.brief)")
  }

  mutating func isAmong(
    _ forms: Set<[UInt8]>, _ text: String, _ keyword: String, of node: Node, _ instance: JSON
  ) -> Bool {
    let form = instance.canonicalForm
    guard charge(form.count / 16, for: node) else { return false }
    if forms.contains(form) { return true }
    return fail(keyword, of: node, "expected \(text), found \(instance.brief)")
  }

  mutating func isWithin(
    _ bound: Bound, _ keyword: String, of node: Node, _ instance: JSON
  ) -> Bool {
    guard let number = ExactNumber(instance) else { return true }
    let holds =
      switch bound.relation {
      case .atLeast: number >= bound.limit
      case .atMost: number <= bound.limit
      case .above: number > bound.limit
      case .below: number < bound.limit
      }
    if holds { return true }
    return fail(
      keyword, of: node,
      "expected \(bound.relation.rawValue) \(bound.text), found \(instance.brief)")
  }

  mutating func isMultiple(of divisor: Multiple, _ node: Node, _ instance: JSON) -> Bool {
    guard let number = ExactNumber(instance), !number.isMultiple(of: divisor.number) else {
      return true
    }
    return fail(
      "multipleOf", of: node, "expected a multiple of \(divisor.text), found \(instance.brief)")
  }

  mutating func fits(_ size: Size, _ keyword: String, of node: Node, _ instance: JSON) -> Bool {
    let count: Int
    switch (size.unit, instance) {
    case (.characters, .string(let text)):
      guard charge(text.utf8.count / 64, for: node) else { return false }
      count = text.unicodeScalars.count
    case (.items, .array(let elements)): count = elements.count
    case (.members, .object(let object)): count = object.count
    case (.characters, _), (.items, _), (.members, _): return true
    }
    if size.isMinimum ? count >= size.limit : count <= size.limit { return true }
    let relation = size.isMinimum ? "at least" : "at most"
    return fail(
      keyword, of: node, "expected \(relation) \(size.limit) \(size.unit.rawValue), found \(count)")
  }

  mutating func matches(
    _ pattern: RegularExpression, of node: Node, _ instance: JSON
  ) -> Bool {
    guard let text = instance.stringValue else { return true }
    if finds(pattern, in: text, for: node) { return true }
    return fail(
      "pattern", of: node,
      "expected a string that matches \(pattern.pattern.shortened), found \(instance.brief)")
  }

  /// Whether a pattern is in a text, as far as the budget goes.
  mutating func finds(
    _ pattern: RegularExpression, in text: String, for node: Node
  ) -> Bool {
    do throws(RegularExpressionError) {
      return try pattern.matches(text, steps: &steps)
    } catch {
      return charge(1, for: node)  // the steps are used up, so this ends the validation
    }
  }

  mutating func hasFormat(_ format: Format, of node: Node, _ instance: JSON) -> Bool {
    guard assertsFormats, let text = instance.stringValue, !format.accepts(text) else {
      return true
    }
    return fail("format", of: node, "expected \(format.words), found \(instance.brief)")
  }
}

extension JSON {
  fileprivate func has(_ type: SchemaType) -> Bool {
    switch type {
    case .null: isNull
    case .boolean: boolValue != nil
    case .string: stringValue != nil
    case .array: arrayValue != nil
    case .object: objectValue != nil
    case .number: isNumber
    case .integer: isInteger
    }
  }

  private var isNumber: Bool {
    switch self {
    case .int, .double, .number: true
    case .null, .bool, .string, .array, .object: false
    }
  }

  private var isInteger: Bool {
    if case .int = self { true } else { ExactNumber(self)?.isInteger == true }
  }
}
