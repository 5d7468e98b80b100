import ArgumentParser
import Glibc
import JSON

/// Carries out what a person typed, and turns whatever comes of it into an exit status.
enum Launch {
  static func run(_ arguments: [String]) async -> Never {
    // A reader that goes away is noticed by the write that fails.
    signal(SIGPIPE, SIG_IGN)
    do {
      if let failure = unknownCommand(in: arguments) { throw failure }
      var command = try StepwellCommand.parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      ExitStatus.leave(with: ExitStatus.success)
    } catch let failure as CommandFailure {
      end(failure)
    } catch {
      end(parserError: error)
    }
  }

  private static func end(_ failure: CommandFailure) -> Never {
    if let message = failure.message { StandardError.write("stepwell: \(message)") }
    ExitStatus.leave(with: failure.status)
  }

  /// Help and versions are what was asked for; the rest becomes one sentence.
  private static func end(parserError error: any Error) -> Never {
    if StepwellCommand.exitCode(for: error) == .success {
      StandardOutput.write(StepwellCommand.fullMessage(for: error) + "\n")
      ExitStatus.leave(with: ExitStatus.success)
    }
    StandardError.write("stepwell: \(sentence(StepwellCommand.message(for: error)))")
    ExitStatus.leave(with: ExitStatus.usage)
  }

  // MARK: - Words that are no command

  private static func unknownCommand(in arguments: [String]) -> CommandFailure? {
    guard let word = firstWord(of: arguments) else { return nil }
    let known =
      StepwellCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + [
        "help"
      ]
    guard !known.contains(word) else { return nil }
    let hint =
      suggestion(for: word, among: known).map { "did you mean \($0)?" } ?? "see stepwell --help"
    return CommandFailure(
      ExitStatus.usage, "there is no command \(JSON.string(word).text); \(hint)")
  }

  /// The first argument that is neither an option nor the value of one; nil where the options before
  /// it are the parser's to explain.
  private static func firstWord(of arguments: [String]) -> String? {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("-") else { return argument }
      if ServeFlags.takesValue(argument) {
        _ = rest.popFirst()
      } else if !ServeFlags.isFlag(argument) {
        return nil
      }
    }
    return nil
  }

  /// The parser's message as one sentence: `unknown option --stor; did you mean --store?`
  private static func sentence(_ message: String) -> String {
    var parts = message.split(separator: ". ", omittingEmptySubsequences: true).map(String.init)
    for (index, part) in parts.enumerated() {
      parts[index] = part.prefix(1).lowercased() + part.dropFirst()
    }
    return withoutQuotes(parts.joined(separator: "; "))
  }

  /// Takes the quotes off options, which are told from other words anyway.
  private static func withoutQuotes(_ text: String) -> String {
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    var output = ""
    for (index, part) in parts.enumerated() {
      let isQuoted = index % 2 == 1 && index < parts.count - 1
      output += isQuoted && !part.hasPrefix("-") ? "\"\(part)\"" : part
    }
    return output
  }
}
