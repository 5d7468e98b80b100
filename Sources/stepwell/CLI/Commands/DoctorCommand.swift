import ArgumentParser
import Configuration
import HTTP
import SQLiteStore

/// `stepwell doctor`: what was read from where, what works, and what to mend.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Show the configuration, check store and agents, and say what to mend.",
    discussion: """
      Nothing secret is printed or sent, and no agent is called. The exit status is 1 where \
      something has to be mended.
      """)

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let configuration = try Configuration.forCommand(engine.flags)
    var findings: [Finding] = []
    Self.show("versions", Self.versions(), adding: &findings)
    Self.show("settings", configuration)
    Self.show("configuration", ConfigurationExamination.findings(configuration), adding: &findings)
    Self.show("store", await StoreExamination.findings(configuration), adding: &findings)
    Self.show("agents", await AgentExamination.findings(configuration), adding: &findings)
    let templates = try await TemplateExamination.findings(configuration)
    if !templates.isEmpty { Self.show("templates", templates, adding: &findings) }
    let broken = findings.count { $0.gravity == .broken }
    guard broken > 0 else { return StandardOutput.write("\nall is well\n") }
    throw CommandFailure(
      ExitStatus.failed, "\(broken == 1 ? "one thing has" : "\(broken) things have") to be mended")
  }

  private static func show(_ title: String, _ new: [Finding], adding findings: inout [Finding]) {
    let lines = new.map { $0.line(.output) + "\n" }.joined()
    StandardOutput.write("\(Terminal.output.paint(title, .bold))\n\(lines)")
    findings += new
  }

  private static func show(_ title: String, _ configuration: Configuration) {
    var table = Table(["SETTING", "VALUE", "FROM"], flexible: 1)
    for line in configuration.report {
      table.add([line.name, line.value, line.origin.description])
    }
    let lines = table.text(columns: nil).split(separator: "\n").map { "  \($0)\n" }.joined()
    StandardOutput.write("\(Terminal.output.paint(title, .bold))\n\(lines)")
  }

  private static func versions() -> [Finding] {
    let own = Finding(.well, "stepwell \(Version.current), SQLite \(SQLiteStore.libraryVersion)")
    do throws(HTTPError) {
      let words = try HTTPClient.libraryVersion().split(separator: " ")
      return [own, Finding(.well, words.prefix(2).joined(separator: " "))]
    } catch {
      // Only agents behind HTTP need it, and those say so themselves.
      return [own, Finding(.notice, error.message)]
    }
  }
}
