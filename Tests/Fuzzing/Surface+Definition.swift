import Configuration
import Engine
import JSON
import Schema

extension Surface {
  /// A definition is taken exactly when nothing is wrong with it; each problem has words and a place.
  static let definitions = Surface(
    "definitions", corpus: Corpus.definitions, tokens: Corpus.definitionTokens, isJSON: true
  ) { text, _ in
    guard let json = lenient(text) else { return nil }
    let problems = Definition.problems(of: json)
    guard problems.allSatisfy({ !$0.message.isEmpty && !$0.code.isEmpty }) else {
      return "a problem without words"
    }
    do throws(InvalidDefinition) {
      _ = try Definition(parsing: json)
      return problems.contains { $0.severity == .error } ? "taken with errors" : nil
    } catch {
      return error.problems.contains { $0.severity == .error } ? nil : "refused without a reason"
    }
  }

  /// Two values lie in the text: a schema and what it is held against.
  static let schemas = Surface(
    "schemas", corpus: Corpus.schemas, tokens: Corpus.schemaTokens, isJSON: true
  ) { text, _ in
    guard let pair = lenient(text)?.arrayValue, let json = pair.first else { return nil }
    do throws(SchemaError) {
      var options = Schema.Options()
      options.maxSteps = 100_000
      let schema = try Schema(json, options: options)
      for value in pair {
        let violations = schema.validate(value)
        guard schema.isValid(value) == violations.isEmpty else { return "valid in one way only" }
        let hasPlaces = violations.allSatisfy {
          value.value(at: $0.instancePath) != nil && !$0.message.isEmpty
        }
        guard hasPlaces else { return "a violation without words or place" }
      }
      return nil
    } catch {
      return "\(error)".isEmpty ? "a refusal without words" : nil
    }
  }

  static let yaml = Surface("yaml", corpus: Corpus.yaml, tokens: Corpus.yamlTokens) { text, _ in
    do throws(SourceProblem) {
      let document = try YAMLDocument(parsing: text, name: "fuzz.yaml")
      let position = document.position(of: .root)
      return position.line >= 1 && position.column >= 1 ? nil : "a value without a place"
    } catch {
      return error.position != nil && !error.message.isEmpty ? nil : "a refusal without a place"
    }
  }
}
