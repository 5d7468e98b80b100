/// Where everything stands in an SVG picture: steps below each other, branches and cases beside
/// each other, containers around what is in them, handlers of errors to the right.
enum Layout {
  static let gap = 34.0
  private static let padding = 16.0
  /// The room for a label above what it names, the tip of an arrow included.
  private static let labelHeight = 30.0

  /// Steps below each other, joined by arrows.
  static func sequence(_ steps: [GraphStep]) -> Figure? {
    stack(steps.map(figure))
  }

  /// Figures below each other, each exit of one leading to the entry of the next.
  private static func stack(_ figures: [Figure]) -> Figure? {
    guard let first = figures.first else { return nil }
    let left = figures.map(\.entry.x).max() ?? 0
    let right = figures.map { $0.width - $0.entry.x }.max() ?? 0
    var whole = Figure(
      width: left + right, height: 0, entry: first.entry.moved(left - first.entry.x, 0), exits: [])
    whole.isEnteredAtBox = first.isEnteredAtBox
    for (index, figure) in figures.enumerated() {
      let placed = figure.moved(left - figure.entry.x, whole.height)
      for exit in index > 0 ? whole.exits : [] { whole.shapes.append(arrow(exit, to: placed)) }
      whole.shapes += placed.shapes
      whole.exits = placed.exits
      whole.height += figure.height + (index + 1 < figures.count ? gap : 0)
    }
    return whole
  }

  /// A line down to a figure, bent in the gap before its end where it has to go sideways.
  private static func arrow(_ from: Figure.Point, to figure: Figure) -> Figure.Shape {
    arrow(from, figure.entry, hasArrow: figure.isEnteredAtBox)
  }

  private static func arrow(
    _ from: Figure.Point, _ to: Figure.Point, hasArrow: Bool
  ) -> Figure.Shape {
    guard abs(from.x - to.x) > 0.5 else { return .line([from, to], hasArrow: hasArrow) }
    let bend = to.y - gap / 2
    return .line(
      [from, .init(x: from.x, y: bend), .init(x: to.x, y: bend), to], hasArrow: hasArrow)
  }

  private static func figure(_ step: GraphStep) -> Figure {
    var figure = step.lanes.isEmpty ? box(step) : container(step)
    if step.isEnd { figure.exits = [] }
    let aside = step.handlers + step.undo.map { GraphLane(label: "undone by", steps: [$0]) }
    for lane in aside { figure = beside(figure, lane) }
    return figure
  }

  private static func box(_ step: GraphStep) -> Figure {
    let texts = [step.title.cut(to: 40), step.detail.cut(to: 46)]
    let width = max(96, Double(texts[0].count) * 7.6 + 28, Double(texts[1].count) * 6.2 + 28)
    let height = texts[1].isEmpty ? 36.0 : 50.0
    return Figure(
      width: width, height: height,
      shapes: [.box(step, x: 0, y: 0, width: width, height: height)],
      entry: .init(x: width / 2, y: 0), exits: [.init(x: width / 2, y: height)])
  }

  /// A step with others inside.
  private static func container(_ step: GraphStep) -> Figure {
    switch step.inside {
    case .cases: return choice(step)
    case .branches: return framed(step, step.hasNeeds ? layers(step) : columns(step.lanes), nil)
    case .body(let label):
      return framed(step, sequence(step.lanes.flatMap(\.steps)).map { [$0] } ?? [], label)
    }
  }

  /// A decision and its cases below, which meet again.
  private static func choice(_ step: GraphStep) -> Figure {
    let head = box(step)
    let lanes = columns(step.lanes, keepsEmpty: true)
    let row = row(lanes)
    let width = max(head.width, row.width)
    let top = head.moved((width - head.width) / 2, 0)
    let below = row.moved((width - row.width) / 2, head.height + gap)
    var figure = Figure(
      width: width, height: head.height + gap + row.height, shapes: top.shapes, entry: top.entry,
      exits: below.exits)
    for entry in below.entries {
      figure.shapes.append(arrow(top.exits[0], entry.point, hasArrow: entry.isAtBox))
    }
    figure.shapes += below.shapes
    return figure
  }

  /// Lanes with their labels above; an empty one is a line that passes by.
  private static func columns(_ lanes: [GraphLane], keepsEmpty: Bool = false) -> [Figure] {
    lanes.compactMap { lane in
      guard let figure = sequence(lane.steps) else { return keepsEmpty ? passing(lane.label) : nil }
      return labelled(figure, lane.label)
    }
  }

  private static func passing(_ label: String) -> Figure {
    let line = Figure(
      width: 40, height: 20,
      shapes: [.line([.init(x: 20, y: 0), .init(x: 20, y: 20)], hasArrow: false)],
      entry: .init(x: 20, y: 0), isEnteredAtBox: false, exits: [.init(x: 20, y: 20)])
    return labelled(line, label)
  }

  private static func labelled(_ figure: Figure, _ label: String) -> Figure {
    guard !label.isEmpty else { return figure }
    let text = label.cut(to: 44)
    let half = Double(text.count) * 3.1 + 6
    let left = max(0, half - figure.entry.x)
    var result = figure.moved(left, labelHeight)
    let entry = Figure.Point(x: result.entry.x, y: 16)
    result.shapes.append(.label(text, x: entry.x, y: 12))
    result.shapes.append(.line([entry, result.entry], hasArrow: figure.isEnteredAtBox))
    result.entry = .init(x: result.entry.x, y: 0)
    result.isEnteredAtBox = false
    result.width = max(figure.width + left, result.entry.x + half)
    result.height += labelHeight
    return result
  }

  private struct Row {
    var width: Double
    var height: Double
    var shapes: [Figure.Shape] = []
    var entries: [(point: Figure.Point, isAtBox: Bool)] = []
    var exits: [Figure.Point] = []

    func moved(_ x: Double, _ y: Double) -> Row {
      Row(
        width: width, height: height, shapes: shapes.map { $0.moved(x, y) },
        entries: entries.map { ($0.point.moved(x, y), $0.isAtBox) },
        exits: exits.map { $0.moved(x, y) })
    }
  }

  /// Figures beside each other.
  private static func row(_ figures: [Figure]) -> Row {
    var row = Row(width: 0, height: figures.map(\.height).max() ?? 0)
    for (index, figure) in figures.enumerated() {
      if index > 0 { row.width += 24 }
      let placed = figure.moved(row.width, 0)
      row.shapes += placed.shapes
      row.entries.append((placed.entry, placed.isEnteredAtBox))
      row.exits += placed.exits
      row.width += figure.width
    }
    return row
  }

  /// The title of a container above what is in it, with a frame around.
  private static func framed(_ step: GraphStep, _ figures: [Figure], _ label: String?) -> Figure {
    let head = box(step)
    let row = row(figures)
    let loop = label ?? ""
    let loopWidth = loop.isEmpty ? 0 : Double(loop.cut(to: 44).count) * 6.2 + 30
    let inner = max(head.width, row.width)
    let width = inner + loopWidth + 2 * padding
    let top = head.moved(padding + (inner - head.width) / 2, padding)
    let below = row.moved(padding + (inner - row.width) / 2, padding + head.height + gap)
    let bottom = padding + head.height + gap + row.height
    var figure = Figure(width: width, height: bottom + padding, entry: top.entry, exits: [])
    figure.shapes.append(.frame("", x: 0, y: 0, width: width, height: figure.height))
    figure.shapes += top.shapes + below.shapes
    for entry in below.entries {
      figure.shapes.append(arrow(top.exits[0], entry.point, hasArrow: entry.isAtBox))
    }
    if !loop.isEmpty, let exit = below.exits.first {
      figure.shapes += back(exit, to: top, edge: padding + inner + 14, label: loop)
    }
    figure.entry.y = 0
    figure.shapes.append(.line([figure.entry, top.entry]))
    figure.isEnteredAtBox = false
    figure.exits = [.init(x: figure.entry.x, y: figure.height)]
    return figure
  }

  /// The way from the end of a body back to its container's title.
  private static func back(
    _ exit: Figure.Point, to top: Figure, edge: Double, label: String
  ) -> [Figure.Shape] {
    let middle = top.entry.y + top.height / 2
    let side = top.entry.x + top.width / 2
    let low = exit.y + 8
    return [
      .line(
        [
          exit, .init(x: exit.x, y: low), .init(x: edge, y: low), .init(x: edge, y: middle),
          .init(x: side, y: middle),
        ], isAside: true),
      .label(
        label.cut(to: 44), x: edge + Double(label.cut(to: 44).count) * 3.1 + 6,
        y: (low + middle) / 2),
    ]
  }

  /// A lane to the right of a figure, reached by a dashed line.
  private static func beside(_ figure: Figure, _ lane: GraphLane) -> Figure {
    guard let found = sequence(lane.steps) else { return figure }
    let aside = labelled(found, lane.label)
    let placed = aside.moved(figure.width + 28, 30)
    var result = figure
    result.width = figure.width + 28 + aside.width
    result.height = max(figure.height, aside.height + 30)
    let start = Figure.Point(x: figure.entry.x + 30, y: figure.entry.y + 12)
    result.shapes.append(
      .line(
        [start, .init(x: placed.entry.x, y: start.y), placed.entry], isAside: true,
        hasArrow: placed.isEnteredAtBox))
    result.shapes += placed.shapes
    if lane.label != "undone by" {
      result.exits += placed.exits
    }
    return result
  }

  /// Steps that need each other: those that need nothing first, each row below what it needs.
  private static func layers(_ step: GraphStep) -> [Figure] {
    let depths = step.lanes.indices.map { step.depth($0) }
    var whole = Figure(width: 0, height: 0, entry: .init(x: 0, y: 0), exits: [])
    var placed: [Int: Figure] = [:]
    let rows = (0...(depths.max() ?? 0)).map { depth in
      step.lanes.indices.filter { depths[$0] == depth }
    }
    let figures = step.lanes.map { sequence($0.steps) ?? box(step) }
    let widths = rows.map { row in
      row.reduce(0) { $0 + figures[$1].width } + 24 * Double(max(0, row.count - 1))
    }
    whole.width = widths.max() ?? 0
    for (row, width) in zip(rows, widths) {
      var x = (whole.width - width) / 2
      for index in row {
        placed[index] = figures[index].moved(x, whole.height)
        x += figures[index].width + 24
      }
      whole.height += (row.map { figures[$0].height }.max() ?? 0) + gap
    }
    whole.height -= gap
    for index in step.lanes.indices {
      guard let figure = placed[index] else { continue }
      whole.shapes += figure.shapes
      for needed in step.needs[index] {
        for exit in placed[needed]?.exits ?? [] {
          whole.shapes.append(.line([exit, figure.entry], hasArrow: figure.isEnteredAtBox))
        }
      }
    }
    whole.entry = .init(x: whole.width / 2, y: 0)
    whole.exits = [.init(x: whole.width / 2, y: whole.height)]
    return [whole]
  }
}
