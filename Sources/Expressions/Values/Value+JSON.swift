public import JSON

extension Value {
  /// The value of a JSON value: integers in the range of `Int64` are `int`, other numbers `double`.
  /// Arrays and objects are wrapped and converted as they are read.
  public init(_ json: JSON) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .number(let text): self = .double(Double(text) ?? .nan)
    case .string(let text): self = .string(text)
    case .array(let elements): self = .list(List(elements))
    case .object(let object): self = .map(Map(object))
    }
  }

  /// The value as JSON: bytes in base64, timestamps as RFC 3339, durations as `"1.5s"`, keys that
  /// are no text as their text.
  ///
  /// What came from JSON is returned as it came, and costs nothing; the rest is paid by its logical
  /// size, so that a list which holds itself a thousand times cannot explode when it is written.
  func json(_ budget: inout Budget, depth: Int = 0) throws(Failure) -> JSON {
    switch self {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .uint(let value): return Int64(exactly: value).map(JSON.int) ?? .number(String(value))
    case .double(let value):
      guard value.isFinite else {
        throw Failure(.notJSON, "the result is \(value), which JSON cannot say")
      }
      return .double(value)
    case .string(let text): return .string(text)
    case .bytes(let bytes): return .string(Base64.encode(bytes))
    case .list(let list): return try list.json(&budget, depth: depth)
    case .map(let map): return try map.json(&budget, depth: depth)
    case .timestamp(let timestamp): return .string(timestamp.description)
    case .duration(let duration): return .string(duration.description)
    case .type(let type):
      throw Failure(.notJSON, "the result is the type \(type.rawValue), which JSON cannot say")
    case .optional(let value):
      guard let value else {
        throw Failure(.notJSON, "the result is optional and absent; add .orValue(…)")
      }
      return try value.json(&budget, depth: depth + 1)
    }
  }
}

extension Value.List {
  fileprivate func json(_ budget: inout Budget, depth: Int) throws(Failure) -> JSON {
    switch storage {
    case .json(let elements):
      if depth > 0 { try budget.charge(json: .array(elements), depth: depth) }
      return .array(elements)
    case .values(let values):
      try budget.enter(depth)
      var elements: [JSON] = []
      elements.reserveCapacity(values.count)
      for value in values {
        try budget.charge(value.writtenCost)
        elements.append(try value.json(&budget, depth: depth + 1))
      }
      return .array(elements)
    }
  }
}

extension Value.Map {
  fileprivate func json(_ budget: inout Budget, depth: Int) throws(Failure) -> JSON {
    switch storage {
    case .json(let object):
      if depth > 0 { try budget.charge(json: .object(object), depth: depth) }
      return .object(object)
    case .entries(let entries, _):
      try budget.enter(depth)
      var object = JSON.Object()
      var names: Set<Value.Key> = []
      for entry in entries {
        try budget.charge(1 + entry.value.writtenCost)
        let name = try entry.name
        guard names.insert(.string(name)).inserted else {
          throw Failure(.notJSON, "two keys of the result are written \"\(name)\" in JSON")
        }
        object.append(name, try entry.value.json(&budget, depth: depth + 1))
      }
      return .object(object)
    }
  }
}

extension Value.Map.Entry {
  fileprivate var name: String {
    get throws(Failure) {
      switch key {
      case .string(let text): return text
      case .bool(let value): return String(value)
      case .int(let value): return String(value)
      case .uint(let value): return String(value)
      case .null, .double, .bytes, .list, .map, .timestamp, .duration, .type, .optional:
        throw Failure(.notJSON, "a key of the result is \(key.valueType.word), not text")
      }
    }
  }
}

extension Value {
  /// What writing this value itself costs, without what it contains.
  fileprivate var writtenCost: Int {
    switch self {
    case .string(let text): 1 + Budget.cost(bytes: text.utf8.count)
    case .bytes(let bytes): 1 + Budget.cost(bytes: bytes.count)
    case .null, .bool, .int, .uint, .double, .list, .map, .timestamp, .duration, .type, .optional:
      1
    }
  }
}

extension Budget {
  fileprivate func enter(_ depth: Int) throws(Failure) {
    guard depth < ExpressionLimits.resultDepth else {
      throw Failure(
        .limitExceeded, "the result is nested deeper than \(ExpressionLimits.resultDepth) levels")
    }
  }

  /// Pays for a JSON value by what writing it takes.
  mutating func charge(json: JSON, depth: Int) throws(Failure) {
    try enter(depth)
    switch json {
    case .null, .bool, .int, .double: try charge(1)
    case .number(let text), .string(let text): try charge(1 + Self.cost(bytes: text.utf8.count))
    case .array(let elements):
      for element in elements { try charge(json: element, depth: depth + 1) }
      try charge(1)
    case .object(let object):
      for member in object.members {
        try charge(1 + Self.cost(bytes: member.key.utf8.count))
        try charge(json: member.value, depth: depth + 1)
      }
    }
  }
}
