import ArgumentParser

/// `stepwell completions SHELL`: a script that completes commands, options and files.
struct CompletionsCommand: ParsableCommand {
  /// The shells there are scripts for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var script: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.")

  @Argument var shell: Shell

  func run() {
    StandardOutput.write(StepwellCommand.completionScript(for: shell.script) + "\n")
  }
}
