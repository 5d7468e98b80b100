/// States that jump into each other's middle, so that no loop can be made of them.
struct TangledStates: Error {
  let names: [String]
}

extension FlowGraph {
  /// The graph with each group of states that repeat taken together into a `loop` node; no cycle is
  /// left. Loops within loops appear when the body is taken in the same way.
  func withoutCycles() throws(TangledStates) -> FlowGraph {
    var graph = self
    for group in cycles() {
      let header = try header(of: group)
      graph.collapse(group, header: header)
    }
    return graph
  }

  /// The one state of a group through which it is entered.
  private func header(of group: Set<String>) throws(TangledStates) -> String {
    var entries: Set<String> = []
    if case .node(let name) = entry, group.contains(name) { entries.insert(name) }
    for target in reach(from: entry) {
      guard case .node(let name) = target, !group.contains(name) else { continue }
      for case .node(let next) in nodes[name]?.ways ?? [] where group.contains(next) {
        entries.insert(next)
      }
    }
    guard entries.count == 1, let header = entries.first else {
      throw TangledStates(names: entries.sorted())
    }
    return header
  }

  private mutating func collapse(_ group: Set<String>, header: String) {
    let exits = exits(of: group)
    let kept = exits.filter { !isShortEnd($0) }
    var body = FlowGraph(entry: .node(header), nodes: [:])
    let redirect = { (target: FlowTarget) -> FlowTarget in
      if target == .node(header) { return .node(Self.again) }
      return kept.firstIndex(of: target).map { .node(Self.leave($0)) } ?? target
    }
    for name in group { body.nodes[name] = nodes[name]?.redirected(redirect) }
    for exit in exits where !kept.contains(exit) {
      for case .node(let name) in reach(from: exit) { body.nodes[name] = nodes[name] }
    }
    body.nodes[Self.again] = FlowNode(kind: .turn(.again), targets: [.end])
    for index in kept.indices {
      body.nodes[Self.leave(index)] = FlowNode(kind: .turn(.leave(index)), targets: [.end])
    }
    for name in group where name != header { nodes[name] = nil }
    let loop = FlowLoop(header: header, body: body)
    nodes[header] = FlowNode(kind: .loop(loop), targets: kept)
  }

  /// Where a group goes when it does not repeat, in the order of its states.
  private func exits(of group: Set<String>) -> [FlowTarget] {
    var exits: [FlowTarget] = []
    for name in group.sorted() {
      for target in nodes[name]?.ways ?? [] where !exits.contains(target) {
        if case .node(let next) = target, group.contains(next) { continue }
        exits.append(target)
      }
    }
    return exits
  }

  /// Whether a few states lead from here to a stop and nowhere else: they stay within the loop.
  private func isShortEnd(_ target: FlowTarget) -> Bool {
    let reached = reach(from: target)
    return reached.count <= 6 && !reached.contains(.end)
  }

  // Names of states cannot begin with this character in any language we read.
  private static let again = "\u{1}again"
  private static func leave(_ index: Int) -> String { "\u{1}leave \(index)" }
}

extension FlowGraph {
  /// The groups of reachable states that can come back to themselves (Tarjan's strongly connected
  /// components), in a fixed order.
  func cycles() -> [Set<String>] {
    var search = CycleSearch(graph: self)
    for target in reach(from: entry).compactMap(\.name).sorted() { search.visit(target) }
    return search.found
  }
}

extension FlowTarget {
  fileprivate var name: String? { if case .node(let name) = self { name } else { nil } }
}

private struct CycleSearch {
  let graph: FlowGraph
  private(set) var found: [Set<String>] = []
  private var numbers: [String: Int] = [:]
  private var lowest: [String: Int] = [:]
  private var stack: [String] = []
  private var onStack: Set<String> = []

  init(graph: FlowGraph) { self.graph = graph }

  /// Recursion is as deep as the longest way through the states, which a file's size bounds; see
  /// `FlowLimits.states`.
  mutating func visit(_ name: String) {
    guard numbers[name] == nil else { return }
    let number = numbers.count
    numbers[name] = number
    lowest[name] = number
    stack.append(name)
    onStack.insert(name)
    for case .node(let next) in graph.nodes[name]?.ways ?? [] {
      if numbers[next] == nil {
        visit(next)
        lowest[name] = min(lowest[name] ?? number, lowest[next] ?? number)
      } else if onStack.contains(next) {
        lowest[name] = min(lowest[name] ?? number, numbers[next] ?? number)
      }
    }
    if lowest[name] == number { take(name) }
  }

  private mutating func take(_ root: String) {
    var group: Set<String> = []
    while let name = stack.popLast() {
      onStack.remove(name)
      group.insert(name)
      if name == root { break }
    }
    let repeats = group.count > 1 || graph.nodes[root]?.ways.contains(.node(root)) == true
    if repeats { found.append(group) }
  }
}

/// How much a foreign workflow may hold.
enum FlowLimits {
  /// States in one graph; more is no workflow that anybody wrote.
  static let states = 2000
  /// How often a loop that was made of jumps may turn.
  static let turns = 10_000
}
