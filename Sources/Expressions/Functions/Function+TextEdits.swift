extension Function {
  /// Functions that make text from text.
  static let textEdits = [
    Function("substring", .method, 2...3) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0], case .int(let start) = arguments[1] else {
        return nil
      }
      let scalars = try scalars(of: text, &evaluator)
      let first = try position(start, in: scalars)
      guard arguments.count == 3 else { return .string(String(scalars: scalars[first...])) }
      guard case .int(let end) = arguments[2] else { return nil }
      let last = try position(end, in: scalars)
      guard first <= last else {
        throw Failure(.invalidValue, "the substring would start at \(first) and end at \(last)")
      }
      return .string(String(scalars: scalars[first..<last]))
    },
    Function("replace", .method, 3...4) { (evaluator, arguments) throws(Failure) in
      guard let (text, old) = try pair(arguments, &evaluator), case .string(let new) = arguments[2]
      else { return nil }
      var limit = Int.max
      if arguments.count == 4 {
        guard case .int(let count) = arguments[3] else { return nil }
        limit = count < 0 ? .max : Int(count)
      }
      return .string(try replace(text, old, new, limit, &evaluator))
    },
    Function("split", .either, 2...3) { (evaluator, arguments) throws(Failure) in
      guard let (text, separator) = try pair(arguments, &evaluator) else { return nil }
      var limit = Int.max
      if arguments.count == 3 {
        guard case .int(let count) = arguments[2] else { return nil }
        limit = count < 0 ? .max : Int(count)
      }
      return .list(Value.List(try split(text, separator, limit, &evaluator).map(Value.string)))
    },
    edit("lower") { $0.lowercased() },
    edit("upper") { $0.uppercased() },
    edit("trim") { $0.trimmed },
    edit("lowerAscii") { $0.mappingBytes { (65...90).contains($0) ? $0 + 32 : $0 } },
    edit("upperAscii") { $0.mappingBytes { (97...122).contains($0) ? $0 - 32 : $0 } },
    edit("reverse") { String(scalars: $0.unicodeScalars.reversed()) },
    Function("strings.quote", .global, 1) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0] else { return nil }
      try evaluator.budget.charge(bytes: text.utf8.count * 2)
      return .string(quote(text))
    },
    Function("format", .method, 2) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0], case .list(let values) = arguments[1] else {
        return nil
      }
      return .string(try evaluator.format(text, values))
    },
  ]

  /// A function of one text, called either way.
  private static func edit(
    _ name: String, _ change: @escaping @Sendable (String) -> String
  ) -> Function {
    Function(name, .either, 1) { (evaluator, arguments) throws(Failure) in
      guard case .string(let text) = arguments[0] else { return nil }
      try evaluator.budget.charge(bytes: text.utf8.count * 2)
      return .string(change(text))
    }
  }

  /// The text with up to `limit` places of `old` replaced; an empty `old` stands between characters.
  private static func replace(
    _ text: String, _ old: String, _ new: String, _ limit: Int, _ evaluator: inout Evaluator
  ) throws(Failure) -> String {
    let scalars = try scalars(of: text, &evaluator)
    let wanted = Array(old.unicodeScalars)
    let places = SequenceSearch(wanted).all(in: scalars, limit: limit)
    try evaluator.budget.charge(places.count)
    try evaluator.budget.charge(bytes: places.count * new.utf8.count)
    var result = String.UnicodeScalarView()
    var start = 0
    for place in places {
      result.append(contentsOf: scalars[start..<place])
      result.append(contentsOf: new.unicodeScalars)
      start = place + wanted.count
    }
    result.append(contentsOf: scalars[start...])
    return String(result)
  }

  /// The parts between separators, at most `limit` of them, the last of which holds the rest. An
  /// empty separator cuts after each character.
  private static func split(
    _ text: String, _ separator: String, _ limit: Int, _ evaluator: inout Evaluator
  ) throws(Failure) -> [String] {
    guard limit > 0 else { return [] }
    guard !separator.isEmpty else {
      let scalars = try scalars(of: text, &evaluator)
      try evaluator.budget.charge(scalars.count)
      let single = scalars.prefix(max(0, min(limit - 1, scalars.count))).map { String($0) }
      let rest = scalars.dropFirst(single.count)
      return rest.isEmpty ? single : single + [String(scalars: rest)]
    }
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var start = 0
    for place in SequenceSearch(separator.utf8).all(in: bytes, limit: limit - 1) {
      try evaluator.budget.charge(1)
      parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
      start = place + separator.utf8.count
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }

  /// The text as a string literal.
  private static func quote(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{07}": quoted += "\\a"
      case "\u{08}": quoted += "\\b"
      case "\u{0C}": quoted += "\\f"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{0B}": quoted += "\\v"
      case "\\": quoted += "\\\\"
      case "\"": quoted += "\\\""
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension String {
  init(scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }

  fileprivate func mappingBytes(_ change: (UInt8) -> UInt8) -> String {
    String(decoding: utf8.map(change), as: UTF8.self)
  }

  /// The text without white space at either end, as Unicode has it.
  fileprivate var trimmed: String {
    let view = unicodeScalars
    guard let first = view.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = view.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(view[first...last])
  }
}
