import Engine
import JSON
import Schema
import Wire

/// The input of a workflow that is made from a template.
enum TemplateInput {
  /// The input with what the schema says for members that are left out.
  /// - Throws: `invalidParams` where it does not satisfy the schema; all that is wrong is told.
  static func completed(_ given: JSON?, by schema: JSON?) throws(WireError) -> JSON? {
    guard let schema else { return given }
    let input = given.map { filled($0, by: schema) } ?? standard(of: schema)
    let violations: [Violation]
    do throws(SchemaError) {
      violations = try Schema(schema).validate(input ?? .null)
    } catch {
      throw WireError(.invalidDefinition, "The template's input schema is not valid: \(error)")
    }
    guard let first = violations.first else { return input }
    let path = JSONPointer("/input\(first.instancePath)")
    let what = input == nil ? "\"input\" is required" : "The input does not fit the template"
    throw WireError(
      .invalidParams, "\(what): \(first)", path: path,
      details: [
        "problems": .array(
          violations.map { violation in
            [
              "path": .string("/input\(violation.instancePath)"),
              "message": .string(violation.message),
            ]
          })
      ])
  }

  /// An object with the `default`s of the members it lacks, also deep inside.
  private static func filled(_ value: JSON, by schema: JSON) -> JSON {
    guard case .object(var object) = value, let properties = schema["properties"]?.objectValue
    else { return value }
    for property in properties {
      object[property.key] =
        object[property.key].map { filled($0, by: property.value) } ?? standard(of: property.value)
    }
    return .object(object)
  }

  /// What stands for a value that is left out: its `default`, or an object of such; nil: nothing.
  private static func standard(of schema: JSON) -> JSON? {
    if let standard = schema["default"] { return filled(standard, by: schema) }
    let object = filled(.object([:]), by: schema)
    return object.objectValue?.isEmpty == false ? object : nil
  }
}
