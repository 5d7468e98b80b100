extension Function {
  /// What lists, maps, text and bytes have in common, and base64.
  static let collections = [
    Function("size", .either, 1) { (evaluator, arguments) throws(Failure) in
      switch arguments[0] {
      case .list(let list): return .int(Int64(list.count))
      case .map(let map): return .int(Int64(map.count))
      case .bytes(let bytes): return .int(Int64(bytes.count))
      case .string(let text):
        try evaluator.budget.charge(bytes: text.utf8.count)
        return .int(Int64(text.unicodeScalars.count))
      default: return nil
      }
    },
    Function("join", .either, 1...2) { (evaluator, arguments) throws(Failure) in
      guard case .list(let list) = arguments[0],
        case .string(let separator) = arguments.count == 2 ? arguments[1] : .string("")
      else { return nil }
      var text = ""
      for (index, element) in list.enumerated() {
        guard case .string(let part) = element else { return nil }
        if index > 0 { text += separator }
        text += part
        try evaluator.budget.charge(bytes: part.utf8.count + separator.utf8.count)
      }
      return .string(text)
    },
    Function("base64.encode", .global, 1) { (evaluator, arguments) throws(Failure) in
      guard case .bytes(let bytes) = arguments[0] else { return nil }
      try evaluator.budget.charge(bytes: bytes.count * 2)
      return .string(Base64.encode(bytes))
    },
    Function("base64.decode", .global, 1) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0] else { return nil }
      try evaluator.budget.charge(bytes: text.utf8.count)
      guard let bytes = Base64.decode(text) else { throw unreadable(text, "base64") }
      return .bytes(bytes)
    },
  ]
}
