public import JSON

/// A JSON Schema of draft 2020-12, checked and ready to hold values against.
///
/// All vocabularies of the draft are understood (https://json-schema.org/draft/2020-12). Nothing is
/// ever fetched: a reference leads to this document, to a schema embedded in it with its own `$id`,
/// or to the draft's metaschema, else the schema is refused. Patterns are ECMA-262's as far as they
/// run in linear time, so neither a schema nor a value can hang the reader.
public struct Schema: Sendable {
  /// What a caller may ask for beyond the draft's defaults.
  public struct Options: Sendable {
    /// Whether `format` is a requirement and not a mere annotation; only for `date-time`, `date`,
    /// `time`, `email`, `uri`, `uuid`, `ipv4` and `ipv6`.
    public var assertsFormats = false
    /// How many violations are collected before the search for more ends.
    public var maxViolations = 20
    /// How much work one validation may do: about one step for a schema applied to a value, a
    /// comparison, or an instruction of a regular expression.
    public var maxSteps = 10_000_000

    public init() {}
  }

  /// Subschemas a schema may consist of, those of the metaschema included where it is referred to.
  public static let maxSubschemas = 10_000
  /// Levels that subschemas may be nested.
  public static let maxDepth = 128

  private let program: SchemaProgram
  private let options: Options

  /// Checks a schema and readies it; the error lists everything found wrong, with its places.
  public init(_ json: JSON, options: Options = Options()) throws(SchemaError) {
    program = try Compiler.compile(json)
    self.options = options
  }

  /// What is wrong with a value, in the order it was found; empty for a valid one.
  public func validate(_ instance: JSON) -> [Violation] {
    Validator(program, options: options, capacity: max(1, options.maxViolations)).run(instance)
  }

  /// Whether a value is valid; quicker than `validate`, since the first violation ends the search.
  public func isValid(_ instance: JSON) -> Bool {
    Validator(program, options: options, capacity: 1).run(instance).isEmpty
  }
}
