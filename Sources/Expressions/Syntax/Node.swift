/// An expression as a tree. Chains of one operator, of `? :` and of `.` are flat, so that the depth
/// of the tree is the nesting of the text.
indirect enum Node: Sendable {
  case constant(Value)
  /// A name the environment supplies.
  case name(String, at: Int)
  /// A variable of a macro.
  case local(slot: Int)
  /// `base.field[index].method()…`
  case chain(Node, [Link])
  /// `has(base.field)`
  case presence(Node, field: String, at: Int)
  case list([Element])
  case map([MapEntry])
  case call(Function, [Node], at: Int)
  case and([Node])
  case or([Node])
  case not(Node, at: Int)
  case negation(Node, at: Int)
  /// Operators of one or different precedences that follow one another from the left.
  case operation(Node, [Operation])
  /// Conditions with their results, and what holds when none is true.
  case conditional([Arm], otherwise: Node)
  /// `cel.bind` and `cel.block`: the values fill the slots from `first`.
  case binding([Node], first: Int, Node)
  /// `default(path, fallback)`
  case fallback(Node, Node)

  struct Element: Sendable {
    let value: Node
    /// `?value`: absent when the optional value is.
    let isOptional: Bool
    let offset: Int
  }

  struct MapEntry: Sendable {
    let key: Node
    let value: Node
    let isOptional: Bool
    let offset: Int
  }

  struct Operation: Sendable {
    let symbol: BinaryOperator
    let right: Node
    let offset: Int
  }

  struct Arm: Sendable {
    let condition: Node
    let result: Node
    let offset: Int
  }
}

/// One step from a value to the next; `start` and `end` bound the text of what it is taken from.
struct Link: Sendable {
  enum Step: Sendable {
    case field(String, isOptional: Bool)
    case index(Node, isOptional: Bool)
    case method(Function, [Node])
    case macro(Comprehension)
  }

  let step: Step
  /// Where the chain starts.
  let start: Int
  /// Where this step starts: the end of the text before it.
  let offset: Int
}

/// A macro that visits the elements of a list or the entries of a map.
struct Comprehension: Sendable {
  enum Kind: String, Sendable {
    case all
    case exists
    case existsOne
    case map
    case filter
    case transformList
    case transformMap
    case optMap
    case optFlatMap
  }

  let kind: Kind
  /// The slot of the first variable; the second, where there is one, follows it.
  let slot: Int
  let hasSecondVariable: Bool
  let filter: Node?
  let body: Node
}

enum BinaryOperator: Sendable {
  case arithmetic(Arithmetic)
  case comparison(Comparison)
  case equal
  case notEqual
  case `in`

  enum Arithmetic: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case modulo = "%"
  }

  enum Comparison: String, Sendable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// A path an expression reads: `steps.research.result`.
struct Reading: Sendable {
  let path: [String]
  let offset: Int
}
