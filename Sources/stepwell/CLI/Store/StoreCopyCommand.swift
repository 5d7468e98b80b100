import ArgumentParser
import Engine
import Runtime
import Store
import Upkeep

/// `stepwell store copy FROM TO`: moves a project from one store to another.
struct StoreCopyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Copy everything from one store into another, and compare both.",
    discussion: """
      No engine may work on either store meanwhile. The store to copy into has to be empty; the \
      other stays as it is.
      """)

  @Argument(help: "The store to copy: a path or a location, as --store takes it.")
  var from: String

  @Argument(help: "The store to copy into, made where there is none.")
  var to: String

  @Flag(help: "Say nothing of the progress.")
  var quiet = false

  func run() async throws {
    let (source, target) = (try OpenedStore.location(from), try OpenedStore.location(to))
    guard source != target else {
      throw CommandFailure(ExitStatus.usage, "both are the same store; name two")
    }
    let board = quiet ? nil : CopyBoard()
    let contents = try await OpenedStore.with(source, isThere: true) { from in
      try await OpenedStore.with(target, isThere: false) { to in
        var random = SystemRandomNumberGenerator()
        let name = Identity.uuid(high: random.next(), low: random.next())
        return try await StoreCopy(from: from, to: to, name: "copy \(name)") {
          board?.show($0)
        }.run(at: SystemTime().now)
      }
    }
    board?.end()
    StandardOutput.write("copied and compared: \(contents.words)\n")
  }
}

extension StoreContents {
  /// Such as `3 workflows, 5 steps, 17 events, 5 threads, 6 messages, no documents`.
  var words: String {
    [
      (workflows, "workflow"), (steps, "step"), (events, "event"), (threads, "thread"),
      (messages, "message"), (documents, "document"),
    ].map { count, word in
      "\(count == 0 ? "no" : "\(count)") \(word)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }
}
