/// Writes pictures as SVG 1.1 that needs nothing else: no scripts, fonts or style sheets.
enum SVG {
  private static let margin = 24.0
  private static let heading = 34.0

  static func document(_ graph: Graph) -> String {
    let body =
      Layout.sequence(graph.steps)
      ?? Figure(width: 160, height: 20, entry: .init(x: 80, y: 0), exits: [])
    let figure = body.moved(margin, margin + heading)
    let legend = statuses(of: figure)
    let legendWidth = Double(legend.count) * 96
    let title = graph.title.cut(to: 80)
    let width = max(body.width, legendWidth, Double(title.count) * 9) + 2 * margin
    let height = body.height + heading + 2 * margin + (legend.isEmpty ? 0 : 34)
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(number(width))" height="\(number(height))" \
      viewBox="0 0 \(number(width)) \(number(height))" font-family="system-ui, sans-serif" \
      role="img">
      """,
      "<title>\(escaped(graph.title))</title>", arrowHeads,
      ##"<rect width="100%" height="100%" fill="#ffffff"/>"##,
      text(title, x: margin, y: margin + 12, size: 17, anchor: "start", weight: 600, "#0f172a"),
    ]
    for shape in figure.shapes.filter({ $0.layer == 0 }) { lines.append(svg(shape)) }
    for shape in figure.shapes.filter({ $0.layer == 1 }) { lines.append(svg(shape)) }
    for shape in figure.shapes.filter({ $0.layer == 2 }) { lines.append(svg(shape)) }
    lines += self.legend(legend, y: height - margin)
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private static let arrowHeads = """
    <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
    orient="auto"><path d="M0,0.5 L8,4 L0,7.5 z" fill="#64748b"/></marker></defs>
    """

  private static func statuses(of figure: Figure) -> [StatusColor] {
    var used: Set<String> = []
    for case .box(let step, _, _, _, _) in figure.shapes { used.insert(step.status ?? "") }
    return StatusColor.all.filter { used.contains($0.name) }
  }

  private static func legend(_ colors: [StatusColor], y: Double) -> [String] {
    colors.enumerated().flatMap { index, color in
      let x = margin + Double(index) * 96
      return [
        rectangle(
          x: x, y: y - 11, width: 13, height: 13, radius: 3, fill: color.fill, stroke: color.stroke),
        text(color.name, x: x + 19, y: y, size: 12, anchor: "start", weight: 400, "#475569"),
      ]
    }
  }

  private static func svg(_ shape: Figure.Shape) -> String {
    switch shape {
    case .frame(_, let x, let y, let width, let height):
      return rectangle(
        x: x, y: y, width: width, height: height, radius: 12, fill: "#f8fafc", stroke: "#cbd5e1",
        dash: true)
    case .label(let words, let x, let y):
      return text(words, x: x, y: y, size: 11, anchor: "middle", weight: 400, "#475569")
    case .line(let points, let isAside, let hasArrow):
      return line(points, isAside: isAside, hasArrow: hasArrow)
    case .box(let step, let x, let y, let width, let height):
      return box(step, x: x, y: y, width: width, height: height)
    }
  }

  private static func line(_ points: [Figure.Point], isAside: Bool, hasArrow: Bool) -> String {
    let path = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    let dash = isAside ? #" stroke-dasharray="5 4""# : ""
    let arrow = hasArrow ? #" marker-end="url(#arrow)""# : ""
    return
      ##"<polyline points="\##(path)" fill="none" stroke="#64748b" stroke-width="1.4"\##(dash)\##(arrow)/>"##
  }

  private static func box(
    _ step: GraphStep, x: Double, y: Double, width: Double, height: Double
  ) -> String {
    let color = StatusColor.of(step.status) ?? .none
    var parts = [outline(step, color, x: x, y: y, width: width, height: height)]
    let middle = x + width / 2
    let title = step.title.cut(to: 40)
    let detail = step.detail.cut(to: 46)
    let first = detail.isEmpty ? y + height / 2 + 5 : y + 21
    parts.append(
      text(title, x: middle, y: first, size: 14, anchor: "middle", weight: 500, color.text))
    if !detail.isEmpty {
      parts.append(
        text(detail, x: middle, y: y + 38, size: 11, anchor: "middle", weight: 400, color.stroke))
    }
    return parts.joined()
  }

  /// The outline that tells what kind of step it is: cut corners decide, round ends wait.
  private static func outline(
    _ step: GraphStep, _ color: StatusColor, x: Double, y: Double, width: Double, height: Double
  ) -> String {
    if step.isDecision {
      let (cut, right, low) = (14.0, x + width, y + height)
      let corners = [
        (x + cut, y), (right - cut, y), (right, y + height / 2), (right - cut, low), (x + cut, low),
        (x, y + height / 2),
      ]
      let points = corners.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
      return
        #"<polygon points="\#(points)" fill="\#(color.fill)" stroke="\#(color.stroke)" stroke-width="1.6"/>"#
    }
    let radius = ["sleep", "signal", "input"].contains(step.type) ? height / 2 : 8
    return rectangle(
      x: x, y: y, width: width, height: height, radius: step.isEnd ? 2 : radius, fill: color.fill,
      stroke: color.stroke)
  }

  private static func rectangle(
    x: Double, y: Double, width: Double, height: Double, radius: Double, fill: String,
    stroke: String, dash: Bool = false
  ) -> String {
    """
    <rect x="\(number(x))" y="\(number(y))" width="\(number(width))" height="\(number(height))" \
    rx="\(number(radius))" fill="\(fill)" stroke="\(stroke)" stroke-width="1.6"\
    \(dash ? " stroke-dasharray=\"2 3\"" : "")/>
    """
  }

  private static func text(
    _ words: String, x: Double, y: Double, size: Int, anchor: String, weight: Int, _ color: String
  ) -> String {
    """
    <text x="\(number(x))" y="\(number(y))" font-size="\(size)" font-weight="\(weight)" \
    text-anchor="\(anchor)" fill="\(color)">\(escaped(words))</text>
    """
  }

  /// A length to a tenth of a pixel.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        // XML has no way to write control characters.
        result.unicodeScalars.append(scalar.value < 0x20 ? " " : scalar)
      }
    }
    return result
  }
}

extension Figure.Shape {
  /// Frames lie below lines, lines below boxes and labels.
  fileprivate var layer: Int {
    switch self {
    case .frame: 0
    case .line: 1
    case .box, .label: 2
    }
  }
}
