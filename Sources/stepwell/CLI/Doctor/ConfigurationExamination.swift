import Configuration
import JSON

/// Which configuration was read, and whether others could change it or read a key in it.
enum ConfigurationExamination {
  static func findings(_ configuration: Configuration) -> [Finding] {
    guard let file = configuration.file else {
      return [Finding(.well, "no configuration file")]
    }
    var findings = [Finding(.well, "\(file.path) \(reason(file.reason))")]
    guard let mode = FileMode(file.path) else { return findings }
    if mode.isWritableByOthers {
      findings.append(
        Finding(
          .broken,
          "others may change \(file.path) (mode \(mode.text)), and so run programs as you; chmod "
            + "go-w \(file.path)"))
    }
    if mode.isReadableByOthers, let agent = agentWithKey(configuration) {
      findings.append(
        Finding(
          .notice,
          "agent \(agent) has its key in \(file.path), which others may read; write "
            + "${env.NAME} instead"))
    }
    return findings
  }

  private static func reason(_ reason: ConfigurationFile.Reason) -> String {
    switch reason {
    case .flag: "named by --config"
    case .environment: "named by STEPWELL_CONFIG"
    case .trusted: "of this folder, trusted"
    case .user: "of your configuration folder"
    }
  }

  private static func agentWithKey(_ configuration: Configuration) -> String? {
    configuration.agents.first { agent in
      agent.settings["apiKey"]?.stringValue.map { EnvironmentReference($0) == nil } ?? false
    }?.name
  }
}
