import JSON

/// What a path can refer to.
struct PathScope {
  /// The document that `$` names.
  let document: StateDocument
  /// The name of the item that `$$.Map.Item.Value` names; nil outside of maps.
  let item: String?
}

/// A JSONPath as state machines write it: `$.name[0]['other name'][*]`, and `$$` for the context.
struct JSONPath {
  enum Token: Equatable {
    case name(String)
    case index(Int)
    case slice(from: Int?, to: Int?)
    case every
    /// The elements for which a condition on `@` holds: its path, the comparison, the value.
    case filter([String], String, String)
  }

  let text: String
  let place: JSONPointer
  /// Whether the path begins with `$$`.
  let isContext: Bool
  let tokens: [Token]

  init(_ text: String, at place: JSONPointer) throws(ImportRefusal) {
    self.text = text
    self.place = place
    var reader = JSONPathReader(text, at: place)
    isContext = try reader.start()
    tokens = try reader.tokens()
  }

  /// The names of a path that has nothing else.
  var names: [String]? {
    guard !isContext else { return nil }
    var names: [String] = []
    for token in tokens {
      guard case .name(let name) = token else { return nil }
      names.append(name)
    }
    return names
  }

  /// The value at the path as an expression.
  func expression(in scope: PathScope) throws(ImportRefusal) -> String {
    try selection(in: scope).expression
  }

  /// The value at the path as a document.
  func selection(in scope: PathScope) throws(ImportRefusal) -> StateDocument {
    guard !isContext else { return try context(in: scope) }
    let names = tokens.prefix { if case .name = $0 { true } else { false } }
    let document = scope.document.part(names.compactMap(\.name))
    let rest = tokens.dropFirst(names.count)
    guard !rest.isEmpty else { return document }
    return StateDocument(try apply(Array(rest), to: document.expression))
  }

  /// The conditions under which there is a value, one for each step of the path.
  func presence(in scope: PathScope) throws(ImportRefusal) -> [String] {
    var conditions: [String] = []
    for count in tokens.indices {
      let token = tokens[count]
      let head = try JSONPath(self, Array(tokens[..<count])).expression(in: scope)
      switch token {
      case .name(let name):
        let isField = CEL.isIdentifier(name)
        conditions.append(
          isField ? "has(\(CEL.member(name, of: head)))" : "\(CEL.string(name)) in \(head)")
      case .index(let index):
        conditions.append("size(\(head)) > \(index < 0 ? -index - 1 : index)")
      case .slice, .every, .filter: conditions.append("size(\(head)) > 0")
      }
    }
    return conditions
  }

  private init(_ other: JSONPath, _ tokens: [Token]) {
    text = other.text
    place = other.place
    isContext = other.isContext
    self.tokens = tokens
  }

  /// The rest of a path behind a value.
  private func apply(_ tokens: [Token], to value: String) throws(ImportRefusal) -> String {
    guard let token = tokens.first else { return value }
    let rest = Array(tokens.dropFirst())
    switch token {
    case .name(let name): return try apply(rest, to: CEL.member(name, of: value))
    case .index(let index):
      let place = index < 0 ? "size(\(value)) - \(-index)" : String(index)
      return try apply(rest, to: "\(value)[\(place)]")
    case .slice(let from, let to):
      var bounds: [String] = []
      if let from { bounds.append("place >= \(bound(from, of: value))") }
      if let to { bounds.append("place < \(bound(to, of: value))") }
      let kept = bounds.isEmpty ? "true" : bounds.joined(separator: " && ")
      return try each(rest, of: "\(value).transformList(place, one, \(kept), one)")
    case .every: return try each(rest, of: value)
    case .filter(let path, let comparison, let wanted):
      let tested = CEL.part(path, of: "one")
      return try each(rest, of: "\(value).filter(one, \(tested) \(comparison) \(wanted))")
    }
  }

  private func bound(_ index: Int, of value: String) -> String {
    index < 0 ? "size(\(value)) - \(-index)" : String(index)
  }

  private func each(_ rest: [Token], of list: String) throws(ImportRefusal) -> String {
    guard !rest.isEmpty else { return list }
    guard rest.allSatisfy({ $0.isSingle }) else {
      throw ImportRefusal(
        "the path \(JSON.string(text).text) takes several values of several values, which CEL does "
          + "not flatten", at: place)
    }
    return "\(list).map(one, \(try apply(rest, to: "one")))"
  }
}

extension JSONPath.Token {
  fileprivate var name: String? { if case .name(let name) = self { name } else { nil } }

  /// Whether it leads from one value to one value.
  fileprivate var isSingle: Bool {
    switch self {
    case .name, .index: true
    case .slice, .every, .filter: false
    }
  }
}
