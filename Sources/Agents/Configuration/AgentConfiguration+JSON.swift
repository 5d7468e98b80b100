public import JSON

extension AgentConfiguration {
  private enum KindName: String, CaseIterable {
    case command, chat, http, echo, fail, delay
  }

  /// Reads an entry of `agents` in `stepwell.yaml`.
  /// - Parameter path: where the entry stands, for problems.
  /// - Throws: everything that is wrong with it, at once.
  public init(json: JSON, at path: JSONPointer = .root) throws(ConfigurationProblems) {
    var reader = ConfigurationReader(json, at: path)
    guard let name: KindName = reader.choice("kind") else {
      let isMissing = json.objectValue != nil && json["kind"] == nil
      if isMissing {
        let names = KindName.allCases.map(\.rawValue).joined(separator: ", ")
        reader.report("`kind` is missing: one of \(names)", at: path)
      }
      // Without its kind nobody knows which members an agent has.
      throw ConfigurationProblems(reader.problems)
    }
    var common = AgentConfiguration(.echo)
    common.readCommon(&reader)
    let kind = Self.kind(name, &reader, idle: common.timeout?.idle)
    let problems = reader.finish()
    guard problems.isEmpty, let kind else { throw ConfigurationProblems(problems) }
    common.kind = kind
    self = common
  }

  private mutating func readCommon(_ reader: inout ConfigurationReader) {
    description = reader.string("description")
    maxConcurrency = reader.count("maxConcurrency")
    rateLimit = reader.object("rateLimit") { reader in
      let limit = reader.member("limit", "a whole number from 1", isRequired: true) {
        $0.intValue.flatMap { $0 > 0 ? $0 : nil }
      }
      let per = reader.duration("per", isRequired: true)
      guard let limit, let per else { return nil }
      return RateLimit(limit: limit, per: per)
    }
    retry = reader.object("retry").map(JSON.object)
    timeout = Self.timeout(&reader)
    reserve = reader.object("reserve") { reader in
      Reserve(tokens: reader.count("tokens"), costUSD: reader.amount("costUSD"))
    }
  }

  /// `"5m"` for an attempt, or `{attempt?, total?, idle?}`.
  private static func timeout(_ reader: inout ConfigurationReader) -> Timeout? {
    if reader.value("timeout")?.objectValue == nil {
      return reader.duration("timeout").map { Timeout(attempt: $0) }
    }
    return reader.object("timeout") { reader in
      Timeout(
        attempt: reader.duration("attempt"), total: reader.duration("total"),
        idle: reader.duration("idle"))
    }
  }

  private static func kind(
    _ name: KindName, _ reader: inout ConfigurationReader, idle: Duration?
  ) -> Kind? {
    switch name {
    case .command: CommandConfiguration(&reader).map(Kind.command)
    case .chat: ChatConfiguration(&reader, idle: idle).map(Kind.chat)
    case .http: HTTPAgentConfiguration(&reader, idle: idle).map(Kind.http)
    case .echo: .echo
    case .fail: .fail
    case .delay: .delay
    }
  }
}
