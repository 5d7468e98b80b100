/// Rows in columns that line up, as wide as their widest cell.
struct Table {
  private let header: [String]
  private var rows: [[String]] = []
  /// The column that gives way when a terminal is too narrow.
  private let flexible: Int

  /// - Parameter flexible: the index of the column that is cut where the line would not fit.
  init(_ header: [String], flexible: Int) {
    self.header = header
    self.flexible = flexible
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, the header first, each at most `columns` cells wide where that is given.
  func text(columns: Int?) -> String {
    let cells = ([header] + rows).map { $0.map { Cells($0) } }
    var widths = header.indices.map { index in cells.map { $0[index].width }.max() ?? 0 }
    let total = widths.reduce(0, +) + 2 * (widths.count - 1)
    if let columns, total > columns {
      widths[flexible] = max(4, widths[flexible] - (total - columns))
    }
    return cells.map { line($0, widths) + "\n" }.joined()
  }

  private func line(_ cells: [Cells], _ widths: [Int]) -> String {
    var line = zip(cells, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    return line
  }
}
