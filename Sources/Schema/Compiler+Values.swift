import JSON
import RegularExpressions

/// Reads the value of a keyword; what has the wrong shape is reported and left out.
extension Compiler {
  typealias Requirement = SchemaProgram.Requirement

  /// The demands on a value itself, whatever its parts.
  mutating func valueRequirements(of object: JSON.Object, at place: Place) -> [Requirement] {
    var rules: [Requirement] = []
    for member in object.members {
      let keyword = place.appending(member.key)
      let rule: Rule? =
        switch member.key {
        case "type": types(member.value, at: keyword).map(Rule.type)
        case "enum": values(member.value, at: keyword)
        case "const": .values([member.value.canonicalForm], text: member.value.brief)
        case "multipleOf": divisor(member.value, at: keyword)
        case "minimum": bound(.atLeast, member.value, at: keyword)
        case "maximum": bound(.atMost, member.value, at: keyword)
        case "exclusiveMinimum": bound(.above, member.value, at: keyword)
        case "exclusiveMaximum": bound(.below, member.value, at: keyword)
        case "minLength": size(.characters, isMinimum: true, member.value, at: keyword)
        case "maxLength": size(.characters, isMinimum: false, member.value, at: keyword)
        case "minItems": size(.items, isMinimum: true, member.value, at: keyword)
        case "maxItems": size(.items, isMinimum: false, member.value, at: keyword)
        case "minProperties": size(.members, isMinimum: true, member.value, at: keyword)
        case "maxProperties": size(.members, isMinimum: false, member.value, at: keyword)
        case "pattern": pattern(of: member.value, at: keyword).map(Rule.pattern)
        case "format": format(member.value, at: keyword)
        case "uniqueItems": flag(member.value, at: keyword) ? .uniqueItems : nil
        case "required": names(member.value, at: keyword).map(Rule.required)
        case "dependentRequired": dependentNames(member.value, at: keyword)
        default: nil
        }
      if let rule { rules.append(Requirement(keyword: member.key, rule: rule)) }
    }
    return rules
  }

  private mutating func types(_ json: JSON, at place: Place) -> [SchemaType]? {
    let names = SchemaType.allCases.map(\.rawValue)
    var types: [SchemaType] = []
    for element in json.arrayValue ?? [json] {
      guard let text = element.stringValue, let type = SchemaType(rawValue: text) else {
        let near = element.stringValue.flatMap { suggestion(for: $0, among: names) }
        report(
          "unknown type \(element.brief)"
            + (near.map { "; did you mean \"\($0)\"?" } ?? "; expected one of \(names.listed)"),
          at: place)
        return nil
      }
      types.append(type)
    }
    return types
  }

  private mutating func values(_ json: JSON, at place: Place) -> Rule? {
    guard let values = json.arrayValue else {
      report("expected an array of the allowed values, found \(json.brief)", at: place)
      return nil
    }
    let shown = values.prefix(12).map(\.brief) + (values.count > 12 ? ["…"] : [])
    return .values(
      Set(values.map(\.canonicalForm)),
      text: values.count == 1 ? values[0].brief : "one of " + shown.joined(separator: ", "))
  }

  private mutating func number(_ json: JSON, at place: Place) -> ExactNumber? {
    guard let number = ExactNumber(json) else {
      report("expected a number, found \(json.brief)", at: place)
      return nil
    }
    return number
  }

  private mutating func bound(
    _ relation: Bound.Relation, _ json: JSON, at place: Place
  ) -> Rule? {
    number(json, at: place).map {
      .bound(Bound(relation: relation, limit: $0, text: json.text.shortened))
    }
  }

  private mutating func divisor(_ json: JSON, at place: Place) -> Rule? {
    guard let divisor = number(json, at: place) else { return nil }
    guard divisor.isPositive else {
      report("multipleOf has to be above 0", at: place)
      return nil
    }
    guard divisor.digits.count <= ExactNumber.maxDivisorDigits else {
      report(
        "multipleOf has more than \(ExactNumber.maxDivisorDigits) significant digits", at: place)
      return nil
    }
    return .multiple(of: Multiple(number: divisor, text: json.text))
  }

  private mutating func size(
    _ unit: Size.Unit, isMinimum: Bool, _ json: JSON, at place: Place
  ) -> Rule? {
    count(json, at: place).map { .size(Size(unit: unit, isMinimum: isMinimum, limit: $0)) }
  }

  /// A number of things: an integer that is not negative; one beyond `Int` counts as the largest.
  mutating func count(_ json: JSON, at place: Place) -> Int? {
    guard let number = ExactNumber(json), number.isInteger, !number.isNegative else {
      report("expected an integer that is not negative, found \(json.brief)", at: place)
      return nil
    }
    return json.intValue ?? .max
  }

  mutating func pattern(of json: JSON, at place: Place) -> RegularExpression? {
    guard let text = json.stringValue else {
      report("expected a regular expression, found \(json.brief)", at: place)
      return nil
    }
    do throws(RegularExpressionError) {
      let expression = try RegularExpression(text, dialect: .ecmaScript)
      patternInstructions += expression.size
      guard patternInstructions <= Self.maxPatternInstructions else {
        report(
          "the patterns of the schema are too large together "
            + "(\(Self.maxPatternInstructions) instructions)", at: place)
        return nil
      }
      return expression
    } catch {
      report("the pattern cannot be used: \(error)", at: place)
      return nil
    }
  }

  private mutating func format(_ json: JSON, at place: Place) -> Rule? {
    guard let name = json.stringValue else {
      report("expected the name of a format, found \(json.brief)", at: place)
      return nil
    }
    return Format(rawValue: name).map(Rule.format)
  }

  private mutating func flag(_ json: JSON, at place: Place) -> Bool {
    guard let flag = json.boolValue else {
      report("expected true or false, found \(json.brief)", at: place)
      return false
    }
    return flag
  }

  mutating func names(_ json: JSON, at place: Place) -> [String]? {
    let names = json.arrayValue?.compactMap(\.stringValue)
    guard let names, names.count == json.arrayValue?.count else {
      report("expected an array of names, found \(json.brief)", at: place)
      return nil
    }
    return names
  }

  private mutating func dependentNames(_ json: JSON, at place: Place) -> Rule? {
    guard let object = json.objectValue else {
      report("expected an object of arrays of names, found \(json.brief)", at: place)
      return nil
    }
    return .dependentRequired(
      object.members.compactMap { member in
        names(member.value, at: place.appending(member.key)).map { (member.key, $0) }
      })
  }
}
