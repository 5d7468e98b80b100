import ArgumentParser

/// `stepwell store …`: what can be done with a store as a whole.
struct StoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look after the place where workflows are kept: copy, check, prune, back up.",
    subcommands: [
      StoreInfoCommand.self, StoreCopyCommand.self, StoreCheckCommand.self,
      StorePruneCommand.self, StoreVacuumCommand.self, StoreBackupCommand.self,
    ])
}
