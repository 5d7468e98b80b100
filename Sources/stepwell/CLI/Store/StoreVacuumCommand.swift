import ArgumentParser
import Store

/// `stepwell store vacuum`: gives the room of deleted records back.
struct StoreVacuumCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vacuum",
    abstract: "Give back the room that deleted workflows took.",
    discussion: "Writes wait until it is done; nothing else is held up.")

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    try await OpenedStore.with(engine) { store in
      try await OpenedStore.maintained(store).vacuum()
      StandardOutput.write("vacuumed \(store.description.location)\n")
    }
  }
}

/// `stepwell store backup FILE`: a copy of the store at one moment, while engines go on.
struct StoreBackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Write all that is committed to a new file, while engines go on.",
    discussion: "The file is a store like any other: name it with --store to look into it.")

  @Argument(help: "The file to write; there must be none.", completion: .file())
  var file: String

  @OptionGroup(title: "The store") var engine: EngineOptions

  func run() async throws {
    let path = Paths.absolute(file)
    try await OpenedStore.with(engine) { store in
      try await OpenedStore.maintained(store).backUp(to: path)
      StandardOutput.write("wrote \(path)\n")
    }
  }
}
