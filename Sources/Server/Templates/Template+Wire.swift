import Engine
import JSON
import Runtime
import Schema
import Wire

extension Wire.Template {
  init(_ record: TemplateRecord, withDefinition: Bool = true) {
    self.init()
    name = record.name
    version = record.version
    definition = withDefinition ? record.definition : nil
    inputSchema = withDefinition ? record.inputSchema : nil
    description = record.definition["description"]?.stringValue
    createdAt = record.createdAt
  }
}

/// What somebody wants to make a version of a template of, found usable.
struct TemplateDraft {
  let name: String
  let definition: JSON
  /// The one given beside the definition, else the definition's own.
  let inputSchema: JSON?

  /// - Throws: `invalidParams` for the name, `invalidDefinition` or `forbidden` for the rest.
  init(name: String, definition: JSON, inputSchema: JSON?) throws(WireError) {
    guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw WireError(
        .invalidParams, "\"name\" must not have control characters.",
        path: .root.appending("name"))
    }
    // Its input is not known yet: whoever makes a workflow of it gives it.
    var outline = definition.objectValue
    outline?["inputSchema"] = nil
    do throws(InvalidDefinition) {
      _ = try Definition(parsing: outline.map(JSON.object) ?? definition)
    } catch {
      throw WireError(error, below: "/definition")
    }
    guard definition["agents"] == nil else {
      throw WireError(
        .forbidden, "Agents come from configuration, not from templates; take \"agents\" out.",
        path: .root.appending("definition").appending("agents"))
    }
    try Self.check(inputSchema, at: .root.appending("inputSchema"))
    try Self.check(
      definition["inputSchema"], at: .root.appending("definition").appending("inputSchema"))
    self.name = name
    self.definition = definition
    self.inputSchema = inputSchema ?? definition["inputSchema"]
  }

  private static func check(_ schema: JSON?, at path: JSONPointer) throws(WireError) {
    guard let schema else { return }
    do throws(SchemaError) { _ = try Schema(schema) } catch {
      let problems = error.problems.map { problem in
        DefinitionProblem(
          "invalidSchema", problem.message, at: JSONPointer("\(path)\(problem.pointer)") ?? path)
      }
      throw WireError(InvalidDefinition(problems: problems))
    }
  }
}
