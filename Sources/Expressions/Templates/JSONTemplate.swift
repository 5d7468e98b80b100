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
    root = try Self.node(source, at: .root, depth: 0)
  }

  private static func node(
    _ json: JSON, at pointer: JSONPointer, depth: Int
  ) throws(ExpressionError) -> Node {
    guard depth <= ExpressionLimits.resultDepth else {
      throw ExpressionError(
        kind: .limitExceeded,
        message: "the value is nested deeper than \(ExpressionLimits.resultDepth) levels",
        column: 1,
        pointer: pointer)
    }
    switch json {
    case .null, .bool, .int, .double, .number: return .literal(json)
    case .string(let text): return try node(text: text, at: pointer)
    case .array(let elements):
      var nodes: [Node] = []
      for (index, element) in elements.enumerated() {
        nodes.append(try node(element, at: pointer.appending(index), depth: depth + 1))
      }
      return nodes.allSatisfy(\.isLiteral) ? .literal(json) : .array(nodes)
    case .object(let object):
      var nodes: [(key: String, value: Node)] = []
      for member in object.members {
        let place = pointer.appending(member.key)
        nodes.append((member.key, try node(member.value, at: place, depth: depth + 1)))
      }
      return nodes.allSatisfy(\.value.isLiteral) ? .literal(json) : .object(nodes)
    }
  }

  private static func node(
    text: String, at pointer: JSONPointer
  ) throws(ExpressionError) -> Node {
    guard !TextTemplate.isLiteral(text) else { return .literal(.string(text)) }
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
