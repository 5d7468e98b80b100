import JSON

extension Chart {
  /// The picture for Graphviz, https://graphviz.org/doc/info/lang.html.
  var dot: String {
    var lines = [
      "digraph {", "  label=\(quoted([title])); labelloc=t; fontname=\"sans-serif\";",
      "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#f8fafc\", fontname=\"sans-serif\"];",
      "  edge [fontname=\"sans-serif\", fontsize=10];",
    ]
    for part in parts { write(part, indent: 1, to: &lines) }
    for edge in edges {
      var attributes = edge.label.isEmpty ? [] : ["label=\(quoted([edge.label]))"]
      if edge.isAside { attributes.append("style=dashed") }
      let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
      lines.append("  \(edge.from) -> \(edge.to)\(list);")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }

  private func write(_ part: Part, indent: Int, to lines: inout [String]) {
    let margin = String(repeating: "  ", count: indent)
    switch part {
    case .node(let node):
      var attributes = ["label=\(quoted([node.step.title, node.step.detail]))"]
      if let shape = shape(node.step) { attributes.append("shape=\(shape)") }
      if let color = StatusColor.of(node.step.status) {
        attributes.append("fillcolor=\"\(color.fill)\", color=\"\(color.stroke)\"")
      }
      lines.append("\(margin)\(node.id) [\(attributes.joined(separator: ", "))];")
    case .group(let group):
      lines.append("\(margin)subgraph cluster_\(group.id) {")
      let label = quoted(["\(group.step.title): \(group.step.type)"])
      lines.append("\(margin)  label=\(label); color=\"#cbd5e1\";")
      for part in group.parts { write(part, indent: indent + 1, to: &lines) }
      lines.append("\(margin)}")
    }
  }

  private func shape(_ step: GraphStep) -> String? {
    switch step.type {
    case "switch": "diamond"
    case "sleep", "signal", "input": "ellipse"
    case "fail", "succeed": "doublecircle"
    case "parallel", "forEach", "loop": "hexagon"
    case "workflow": "box3d"
    default: nil
    }
  }

  private func quoted(_ texts: [String]) -> String {
    let lines = texts.filter { !$0.isEmpty }.map { text in
      text.cut(to: 60).map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    }
    return "\"\(lines.joined(separator: "\\n"))\""
  }
}
