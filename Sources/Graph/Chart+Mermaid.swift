import JSON

extension Chart {
  /// The picture for Mermaid, https://mermaid.js.org/syntax/flowchart.html.
  var mermaid: String {
    var lines = ["---", "title: \(JSON.string(title).text)", "---", "flowchart TD"]
    for part in parts { write(part, indent: 1, to: &lines) }
    for edge in edges {
      let arrow = edge.isAside ? "-.->" : "-->"
      let label = edge.label.isEmpty ? "" : "|\(quoted(edge.label))|"
      lines.append("  \(edge.from) \(arrow)\(label) \(edge.to)")
    }
    let used = statuses(of: parts)
    for status in StatusColor.all where used.contains(status.name) {
      lines.append(
        "  classDef \(status.name) fill:\(status.fill),stroke:\(status.stroke),color:\(status.text)"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func write(_ part: Part, indent: Int, to lines: inout [String]) {
    let margin = String(repeating: "  ", count: indent)
    switch part {
    case .node(let node):
      let label = quoted([node.step.title, node.step.detail])
      let mark = node.step.status.map { ":::\($0)" } ?? ""
      lines.append("\(margin)\(node.id)\(shape(node.step, label))\(mark)")
    case .group(let group):
      lines.append(
        "\(margin)subgraph \(group.id)[\(quoted("\(group.step.title): \(group.step.type)"))]")
      for part in group.parts { write(part, indent: indent + 1, to: &lines) }
      lines.append("\(margin)end")
    }
  }

  private func shape(_ step: GraphStep, _ label: String) -> String {
    switch step.type {
    case "switch": "{\(label)}"
    case "sleep", "signal", "input": "([\(label)])"
    case "fail", "succeed": "((\(label)))"
    case "parallel", "forEach", "loop": "{{\(label)}}"
    case "workflow": "[[\(label)]]"
    default: "[\(label)]"
    }
  }

  private func quoted(_ texts: String...) -> String { quoted(texts) }

  private func quoted(_ texts: [String]) -> String {
    let lines = texts.filter { !$0.isEmpty }.map { text in
      text.cut(to: 60).map { character in
        switch character {
        case "\"": "#quot;"
        case "<": "#lt;"
        case ">": "#gt;"
        case "#": "#35;"
        case "`": "#96;"
        default: String(character)
        }
      }.joined()
    }
    return "\"\(lines.joined(separator: "<br/>"))\""
  }

  private func statuses(of parts: [Part]) -> Set<String> {
    parts.reduce(into: []) { found, part in
      switch part {
      case .node(let node): if let status = node.step.status { found.insert(status) }
      case .group(let group): found.formUnion(statuses(of: group.parts))
      }
    }
  }
}
