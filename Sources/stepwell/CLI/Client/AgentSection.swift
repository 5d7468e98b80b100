import Configuration

/// The agents that a definition's file brings along.
enum AgentSection {
  /// What is wrong with them.
  static func problems(in document: YAMLDocument) -> [SourceProblem] {
    do throws(AgentProblems) {
      _ = try ConfiguredAgents.read(in: document)
      return []
    } catch {
      return error.problems
    }
  }
}
