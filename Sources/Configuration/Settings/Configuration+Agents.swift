public import JSON

/// An agent as a file has it.
public struct ConfiguredAgent: Sendable, Equatable {
  /// The `agentId` steps use.
  public var name: String
  /// What was written, `${env.NAME}` references unresolved.
  public var settings: JSON.Object
  /// The place in the file: `/agents/NAME`.
  public var pointer: JSONPointer
  public var origin: Origin

  /// The agents under `agents:` of a file that a person named, such as that of `stepwell run FILE`.
  ///
  /// Checked only to be mappings with well-formed `${env.NAME}` references; none where there is no
  /// `agents:`.
  /// - Throws: everything that is wrong with them, at once.
  public static func all(
    in document: YAMLDocument
  ) throws(ConfigurationProblems) -> [ConfiguredAgent] {
    guard document.value["agents"]?.isNull == false else { return [] }
    var reader = FileReader(document: document, environment: [:])
    let agents = reader.agents(at: .root.appending("agents"))
    guard reader.problems.isEmpty else {
      throw ConfigurationProblems(problems: reader.problems.inOrder)
    }
    return agents
  }
}
