import ArgumentParser
import Upkeep

/// `stepwell store check`: whether the records fit together.
struct StoreCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read every record and say what does not fit together.",
    discussion: "The exit status is 1 where something is wrong. Nothing is changed.")

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let (contents, problems) = try await OpenedStore.with(engine) { store in
      try await StoreCheck(store).run()
    }
    for problem in problems { StandardOutput.write("✗ \(problem)\n") }
    guard problems.isEmpty else {
      throw CommandFailure(
        ExitStatus.failed,
        "\(problems.count == 1 ? "one thing is" : "\(problems.count) things are") wrong; restore a "
          + "backup, or delete the workflows named")
    }
    StandardOutput.write("all is well: \(contents.words)\n")
  }
}
