/// The JSON document that flows through a foreign workflow, known by expressions: what it was at
/// some step, and what has been written into it since.
///
/// Other languages hand one document from state to state and write results into it. A definition
/// refers to results where they are, so most documents never have to be put together.
struct StateDocument: Equatable {
  private struct Writing: Equatable {
    var path: [String]
    var value: String
  }

  /// The document before anything was written, as a CEL expression.
  private let base: String
  private var writings: [Writing] = []

  init(_ base: String) { self.base = base }

  /// The document that has `value` at the place `path`; the empty path is the whole document.
  func setting(_ path: [String], to value: String) -> StateDocument {
    guard !path.isEmpty else { return StateDocument(value) }
    var document = self
    document.writings.removeAll { $0.path.starts(with: path) }
    document.writings.append(Writing(path: path, value: value))
    return document
  }

  /// The part of the document at a place.
  func part(_ path: [String]) -> StateDocument {
    let origin = writings.lastIndex { path.starts(with: $0.path) }
    var document = StateDocument(CEL.part(path, of: base))
    if let origin {
      let rest = path.dropFirst(writings[origin].path.count)
      document = StateDocument(CEL.part(rest, of: writings[origin].value))
    }
    for writing in writings[(origin.map { $0 + 1 } ?? 0)...]
    where writing.path.count > path.count && writing.path.starts(with: path) {
      document.writings.append(
        Writing(path: Array(writing.path.dropFirst(path.count)), value: writing.value))
    }
    return document
  }

  /// Whether it refers to the error that the handler around it handles.
  var namesError: Bool { expression.contains("error.") }

  /// The whole document as a CEL expression.
  var expression: String {
    guard !writings.isEmpty else { return base }
    var members: [(key: String, value: String)] = []
    for writing in writings where !members.contains(where: { $0.key == writing.path[0] }) {
      members.append((writing.path[0], member(writing.path[0])))
    }
    return "merge(\(base), \(CEL.map(members)))"
  }

  /// A member that was written, or into which something was written.
  private func member(_ name: String) -> String {
    let part = part([name])
    guard !part.writings.isEmpty, !writings.contains(where: { $0.path == [name] }) else {
      return part.expression
    }
    var whole = StateDocument("default(\(part.base), {})")
    whole.writings = part.writings
    return whole.expression
  }
}
