import JSON

extension IntrinsicReader {
  /// A call of an intrinsic function.
  mutating func call(_ name: String, _ arguments: [Value]) throws(ImportRefusal) -> Value {
    if name == "Format" { return .text(try format(arguments)) }
    if name == "UUID" {
      lose("States.UUID() became the workflow's id: the same in every place and turn")
      return .expression("workflow.id")
    }
    let values = arguments.map(\.expression)
    if name == "Array" { return .expression("[\(values.joined(separator: ", "))]") }
    guard let function = Self.functions[name] else {
      throw refusal("calls States.\(name), which CEL has no counterpart for")
    }
    guard let expression = function(values) else {
      throw refusal("calls States.\(name) with arguments that it does not take")
    }
    return .expression(expression)
  }

  /// `Format`: the first text with its `{}` replaced by the other arguments.
  private func format(_ arguments: [Value]) throws(ImportRefusal) -> [Value.Part] {
    guard case .text(let pattern)? = arguments.first, case .literal(let text)? = pattern.first
    else {
      throw refusal("calls States.Format with a pattern that is not written out")
    }
    var parts: [Value.Part] = []
    var values = arguments.dropFirst()
    let pieces = text.split(separator: "{}", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      if index > 0 {
        guard let value = values.popFirst() else {
          throw refusal("calls States.Format with fewer values than places")
        }
        parts += value.parts
      }
      if !piece.isEmpty { parts.append(.literal(String(piece))) }
    }
    return parts
  }

  private static let functions: [String: @Sendable ([String]) -> String?] = [
    "StringToJson": { unary($0) { "json(\($0))" } },
    "JsonToString": { unary($0) { "text(\($0))" } },
    "ArrayLength": { unary($0) { "size(\($0))" } },
    "Base64Encode": { unary($0) { "base64.encode(bytes(\($0)))" } },
    "Base64Decode": { unary($0) { "string(base64.decode(\($0)))" } },
    "ArrayContains": { binary($0) { "\($1) in \($0)" } },
    "ArrayGetItem": { binary($0) { "\($0)[\($1)]" } },
    "MathAdd": { binary($0) { $1.hasPrefix("-") ? "\($0) - \($1.dropFirst())" : "\($0) + \($1)" } },
    "StringSplit": { binary($0) { "\($0).split(\($1))" } },
    "JsonMerge": { $0.count == 3 && $0[2] == "false" ? "merge(\($0[0]), \($0[1]))" : nil },
    "ArrayRange": { range($0) },
  ]

  private static func unary(_ values: [String], _ write: (String) -> String) -> String? {
    values.count == 1 ? write(values[0]) : nil
  }

  private static func binary(_ values: [String], _ write: (String, String) -> String) -> String? {
    values.count == 2 ? write(values[0], values[1]) : nil
  }

  /// The numbers from the first to the second, written out where they are known.
  private static func range(_ values: [String]) -> String? {
    let numbers = values.compactMap { Int($0) }
    guard numbers.count == 3, values.count == 3, numbers[2] > 0, numbers[1] - numbers[0] < 1000
    else {
      return nil
    }
    let all = stride(from: numbers[0], through: numbers[1], by: numbers[2])
    return "[" + all.map(String.init).joined(separator: ", ") + "]"
  }
}

extension IntrinsicReader.Value {
  fileprivate var parts: [Part] {
    switch self {
    case .expression(let expression): [.expression(expression)]
    case .text(let parts): parts
    }
  }
}
