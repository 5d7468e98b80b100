import JSON

extension Configuration {
  /// One line of what `stepwell doctor` shows.
  public struct ReportLine: Sendable, Hashable {
    /// The setting by its name in the file, such as `limits.maxMessageBytes`.
    public let name: String
    /// Its value as text, without secrets.
    public let value: String
    public let origin: Origin
  }

  /// Every setting, what it is and where it was read, without secrets.
  public var report: [ReportLine] {
    let settings = [
      line("store", store) { $0.description },
      line("durability", durability) { $0.rawValue },
      line("scope", scope) { $0.isEmpty ? "the whole store" : $0 },
      line("logLevel", logLevel) { $0.rawValue },
      line("framing", framing) { $0.rawValue },
      line("templates", templates) { $0 ?? "none" },
      line("webhooks.allowPrivateTargets", allowsPrivateWebhooks) { "\($0)" },
    ]
    let limits = ConfiguredLimits.members.map { member in
      line("limits.\(member.name)", self.limits[keyPath: member.path]) { "\($0)" }
    }
    let agents = agents.map { agent in
      ReportLine(
        name: "agents.\(agent.name)", value: agent.settings["kind"]?.stringValue ?? "no kind",
        origin: agent.origin)
    }
    return settings + limits + agents
  }

  private func line<Value>(
    _ name: String, _ setting: Setting<Value>, _ text: (Value) -> String
  ) -> ReportLine {
    ReportLine(name: name, value: text(setting.value), origin: setting.origin)
  }
}
