public import JSON

/// A picture of a definition, or of a workflow and where its steps stand.
public struct Graph: Sendable {
  /// The languages pictures are written in.
  public enum Format: String, CaseIterable, Sendable {
    case mermaid, dot, svg
  }

  let title: String
  let status: String?
  let steps: [GraphStep]

  /// A definition as `workflow/create` takes it. What is wrong in it is passed over.
  public init(definition: JSON) {
    title = definition["name"]?.stringValue ?? ""
    status = nil
    steps = definition.graphSteps("steps")
  }

  /// A workflow as `workflow/get` answers it. Where its definition is known, that gives the shape,
  /// and the workflow's steps the statuses by their names; else the steps are drawn as they are.
  public init(workflow: JSON, definition: JSON? = nil) {
    title = workflow["name"]?.stringValue ?? ""
    status = workflow["status"]?.stringValue
    let found = workflow["steps"]?.arrayValue ?? []
    guard let definition else {
      steps = found.map(GraphStep.init(instance:))
      return
    }
    let written = definition.graphSteps("steps")
    // Steps that were added later are in no definition.
    let added = found.dropFirst(written.count).map(GraphStep.init(instance:))
    steps = StatusBoard(found).marked(written, outermost: found) + added
  }

  /// The picture as a text of this language.
  public func text(_ format: Format) -> String {
    switch format {
    case .mermaid: Chart(self).mermaid
    case .dot: Chart(self).dot
    case .svg: SVG.document(self)
    }
  }
}
