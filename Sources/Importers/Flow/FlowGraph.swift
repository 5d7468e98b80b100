/// Where control goes: to a node, or to the end of the graph.
enum FlowTarget: Hashable {
  case node(String)
  case end
}

/// States and the jumps between them, whatever language wrote them.
struct FlowGraph {
  var entry: FlowTarget
  var nodes: [String: FlowNode]
}

/// One state of a graph.
struct FlowNode {
  enum Kind {
    /// Does something and goes on to the one target.
    case work
    /// Goes on to the first target whose condition holds; the last target has none.
    case choice
    /// Ends the workflow or its container; nothing follows.
    case stop
    /// Repeats a graph of its own, then goes on to one of the targets.
    case loop(FlowLoop)
    /// Ends one turn of a loop; see `FlowLoop`.
    case turn(FlowTurn)
  }

  var kind: Kind
  var targets: [FlowTarget]
  /// Where it goes after failures, in the order in which they are matched.
  var handlers: [FlowTarget] = []

  /// Every way out of the node.
  var ways: [FlowTarget] { targets + handlers }

  /// The node with each way led elsewhere.
  func redirected(_ redirect: (FlowTarget) -> FlowTarget) -> FlowNode {
    FlowNode(kind: kind, targets: targets.map(redirect), handlers: handlers.map(redirect))
  }
}

/// States that repeat: a graph with one entry, in which a turn ends at a `turn` node.
struct FlowLoop {
  let header: String
  let body: FlowGraph
}

/// How one turn of a loop ended.
enum FlowTurn: Hashable {
  case again
  /// Leaves for the target of this index.
  case leave(Int)
}

extension FlowGraph {
  /// The nodes that can be reached from a target, itself included, without passing `barrier`, and
  /// whether the end can.
  func reach(
    from target: FlowTarget, without barrier: FlowTarget? = nil
  ) -> Set<FlowTarget> {
    var reached: Set<FlowTarget> = []
    var open = [target]
    while let next = open.popLast() {
      guard next != barrier, reached.insert(next).inserted, case .node(let name) = next else {
        continue
      }
      open += nodes[name]?.ways ?? []
    }
    return reached
  }

  /// The reachable nodes, each before those it leads to; for graphs without cycles.
  var topologicalOrder: [String] {
    var finished: [String] = []
    var seen: Set<String> = []
    var open: [(name: String, next: Int)] = []
    func enter(_ target: FlowTarget) {
      if case .node(let name) = target, seen.insert(name).inserted { open.append((name, 0)) }
    }
    enter(entry)
    while let (name, next) = open.last {
      let ways = nodes[name]?.ways ?? []
      if next < ways.count {
        open[open.count - 1].next += 1
        enter(ways[ways.count - 1 - next])
      } else {
        finished.append(name)
        open.removeLast()
      }
    }
    return finished.reversed()
  }
}
