/// A rectangle of the picture with what is drawn in it, the place where it is entered and those
/// where it is left. Lengths are pixels; y grows downwards.
struct Figure {
  var width: Double
  var height: Double
  var shapes: [Shape] = []
  /// The top, where what comes before leads to.
  var entry: Point
  /// Whether the entry is the edge of a box, so that an arrow ends there; else a line goes on in here.
  var isEnteredAtBox = true
  /// The bottoms, which lead to what comes next; none where nothing does.
  var exits: [Point]

  struct Point {
    var x: Double
    var y: Double
  }

  enum Shape {
    case box(GraphStep, x: Double, y: Double, width: Double, height: Double)
    case frame(String, x: Double, y: Double, width: Double, height: Double)
    case label(String, x: Double, y: Double)
    /// A line through points; dashed where it leads aside, with an arrow where it ends at a box.
    case line([Point], isAside: Bool = false, hasArrow: Bool = true)
  }

  /// The figure moved to the right and down.
  func moved(_ x: Double, _ y: Double) -> Figure {
    var figure = self
    figure.shapes = shapes.map { $0.moved(x, y) }
    figure.entry = entry.moved(x, y)
    figure.exits = exits.map { $0.moved(x, y) }
    return figure
  }
}

extension Figure.Point {
  func moved(_ dx: Double, _ dy: Double) -> Figure.Point { Figure.Point(x: x + dx, y: y + dy) }
}

extension Figure.Shape {
  func moved(_ dx: Double, _ dy: Double) -> Figure.Shape {
    switch self {
    case .box(let step, let x, let y, let width, let height):
      .box(step, x: x + dx, y: y + dy, width: width, height: height)
    case .frame(let label, let x, let y, let width, let height):
      .frame(label, x: x + dx, y: y + dy, width: width, height: height)
    case .label(let text, let x, let y): .label(text, x: x + dx, y: y + dy)
    case .line(let points, let isAside, let hasArrow):
      .line(points.map { $0.moved(dx, dy) }, isAside: isAside, hasArrow: hasArrow)
    }
  }
}
