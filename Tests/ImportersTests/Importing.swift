import Importers
import JSON
import Testing

/// A state machine as a definition.
func states(_ text: String) throws -> ImportedWorkflow {
  try StatesLanguage.importing(JSON(parsing: text), name: "test")
}

/// A Serverless Workflow with these tasks as a definition.
func tasks(_ list: String, more: String = "") throws -> ImportedWorkflow {
  try ServerlessWorkflow.importing(
    JSON(parsing: #"{"document": {"name": "test", "version": "1.2.3"}, "do": \#(list)\#(more)}"#))
}

extension ImportedWorkflow {
  /// The step of a name, wherever it stands.
  func step(_ name: String) throws -> JSON {
    try #require(Self.step(name, in: definition), "there is no step \(name) in \(definition)")
  }

  private static func step(_ name: String, in value: JSON) -> JSON? {
    switch value {
    case .object(let object):
      if object["name"]?.stringValue == name, object["steps"] == nil || object["type"] != nil {
        return value
      }
      return object.members.lazy.compactMap { step(name, in: $0.value) }.first
    case .array(let elements): return elements.lazy.compactMap { step(name, in: $0) }.first
    case .null, .bool, .int, .double, .number, .string: return nil
    }
  }

  /// What is lost, as sentences.
  var losses: [String] { remarks.filter { $0.kind == .loss }.map(\.message) }

  /// The names of the outermost steps in order.
  var outline: [String] {
    definition["steps"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
  }
}
