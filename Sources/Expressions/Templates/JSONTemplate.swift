public import JSON

/// A JSON value with expressions in its strings, at any depth; names of members are literal.
public struct JSONTemplate: Sendable {
  fileprivate indirect enum Node: Sendable {
    case literal(JSON)
    case text(TextTemplate, at: JSONPointer)
    case array([Node])
    case object([(key: String, value: Node)])
  }

  /// The value as it was written.
  public let source: JSON
  private let root: Node

  /// Parses the strings of a value. Errors point at the string, and at the column in it.
  public init(_ source: JSON) throws(ExpressionError) {
    self.source = source
    var path: [Step] = []
    root = try Self.node(source, &path)
  }

  /// One step into the value; a pointer is only made of them where one is needed.
  private enum Step {
    case member(String)
    case element(Int)
  }

  private static func pointer(_ path: [Step]) -> JSONPointer {
    path.reduce(.root) { pointer, step in
      switch step {
      case .member(let name): pointer.appending(name)
      case .element(let index): pointer.appending(index)
      }
    }
  }

  private static func node(_ json: JSON, _ path: inout [Step]) throws(ExpressionError) -> Node {
    guard path.count <= ExpressionLimits.resultDepth else {
      throw ExpressionError(
        kind: .limitExceeded,
        message: "the value is nested deeper than \(ExpressionLimits.resultDepth) levels",
        column: 1,
        pointer: pointer(path))
    }
    switch json {
    case .null, .bool, .int, .double, .number: return .literal(json)
    case .string(let text):
      return TextTemplate.isLiteral(text) ? .literal(json) : try node(text: text, path)
    case .array(let elements):
      var nodes: [Node] = []
      for (index, element) in elements.enumerated() {
        path.append(.element(index))
        nodes.append(try node(element, &path))
        path.removeLast()
      }
      return nodes.allSatisfy(\.isLiteral) ? .literal(json) : .array(nodes)
    case .object(let object):
      var nodes: [(key: String, value: Node)] = []
      for member in object.members {
        path.append(.member(member.key))
        nodes.append((member.key, try node(member.value, &path)))
        path.removeLast()
      }
      return nodes.allSatisfy(\.value.isLiteral) ? .literal(json) : .object(nodes)
    }
  }

  private static func node(text: String, _ path: [Step]) throws(ExpressionError) -> Node {
    let pointer = pointer(path)
    do throws(ExpressionError) {
      return .text(try TextTemplate(parsing: text), at: pointer)
    } catch {
      throw error.located(at: pointer)
    }
  }

  /// Whether the value has no expressions and no escapes, so that it means itself.
  public var isLiteral: Bool { root.isLiteral }

  /// The texts that hold expressions, with their places.
  private var texts: [(TextTemplate, JSONPointer)] {
    var texts: [(TextTemplate, JSONPointer)] = []
    root.collect(into: &texts)
    return texts
  }

  /// The paths the expressions read; see `Expression.references`.
  public var references: [[String]] {
    var seen: Set<[String]> = []
    return texts.flatMap(\.0.references).filter { seen.insert($0).inserted }
  }

  /// Refuses unknown names; see `Expression.check(names:)`.
  public func check(names: Set<String>) throws(ExpressionError) {
    for (text, pointer) in texts {
      do throws(ExpressionError) {
        try text.check(names: names)
      } catch {
        throw error.located(at: pointer)
      }
    }
  }

  /// The value with its expressions evaluated; together they cost at most `costLimit`.
  public func json(
    in environment: Environment, costLimit: Int = ExpressionLimits.cost
  ) throws(ExpressionError) -> JSON {
    var budget = Budget(limit: costLimit)
    return try root.json(environment, &budget)
  }
}

extension JSONTemplate.Node {
  fileprivate var isLiteral: Bool {
    switch self {
    case .literal: true
    case .text, .array, .object: false
    }
  }

  fileprivate func collect(into texts: inout [(TextTemplate, JSONPointer)]) {
    switch self {
    case .literal: break
    case .text(let text, let pointer): texts.append((text, pointer))
    case .array(let nodes): for node in nodes { node.collect(into: &texts) }
    case .object(let members): for member in members { member.value.collect(into: &texts) }
    }
  }

  fileprivate func json(
    _ environment: Environment, _ budget: inout Budget
  ) throws(ExpressionError) -> JSON {
    switch self {
    case .literal(let json): return json
    case .text(let text, let pointer):
      do throws(ExpressionError) {
        return try text.json(environment, &budget)
      } catch {
        throw error.located(at: pointer)
      }
    case .array(let nodes):
      var elements: [JSON] = []
      for node in nodes { elements.append(try node.json(environment, &budget)) }
      return .array(elements)
    case .object(let members):
      var object = JSON.Object()
      for member in members {
        object.append(member.key, try member.value.json(environment, &budget))
      }
      return .object(object)
    }
  }
}
