import ArgumentParser

/// `stepwell doctor`: what was read from where, what works, and what to mend.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Show the configuration, check store and agents, and say what to mend.")

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {}
}
