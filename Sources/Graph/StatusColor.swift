/// How a status looks.
struct StatusColor {
  let name: String
  let fill: String
  let stroke: String
  let text: String

  /// Every status, as the protocol names them.
  static let all = [
    StatusColor(name: "pending", fill: "#f1f5f9", stroke: "#94a3b8", text: "#334155"),
    StatusColor(name: "running", fill: "#dbeafe", stroke: "#2563eb", text: "#1e3a8a"),
    StatusColor(name: "waiting", fill: "#fef3c7", stroke: "#d97706", text: "#78350f"),
    StatusColor(name: "completed", fill: "#dcfce7", stroke: "#16a34a", text: "#14532d"),
    StatusColor(name: "failed", fill: "#fee2e2", stroke: "#dc2626", text: "#7f1d1d"),
    StatusColor(name: "skipped", fill: "#ffffff", stroke: "#cbd5e1", text: "#94a3b8"),
    StatusColor(name: "cancelled", fill: "#ede9fe", stroke: "#7c3aed", text: "#4c1d95"),
    StatusColor(name: "inDoubt", fill: "#ffedd5", stroke: "#ea580c", text: "#7c2d12"),
  ]

  /// How a step of a definition looks, which stands nowhere yet.
  static let none = StatusColor(name: "", fill: "#f8fafc", stroke: "#475569", text: "#0f172a")

  static func of(_ status: String?) -> StatusColor? { all.first { $0.name == status } }
}
