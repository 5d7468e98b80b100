import JSON
import Wire

/// How a command that stayed with a workflow ends.
struct WorkflowReport {
  /// Options that lead to the same store and agents, to be typed again.
  let words: [String]
  let isJSON: Bool

  /// Prints what came of the workflow.
  /// - Throws: why it did not complete, and what to do.
  func tell(_ workflow: Wire.Workflow, interruption: Int32?) throws(CommandFailure) {
    if isJSON { StandardOutput.write(line: workflow.json) }
    let id = workflow.id
    switch workflow.status {
    case .completed: if !isJSON { Self.print(workflow.output) }
    case .failed:
      throw CommandFailure(
        ExitStatus.failed,
        "workflow \(id) failed: \(Cells(workflow.error ?? "no reason was given").text); go on with: "
          + command("retry", id))
    case .cancelled:
      throw CommandFailure(
        ExitStatus.failed, "workflow \(id) was cancelled; go on with: \(command("retry", id))")
    case .paused:
      throw CommandFailure(
        interruption ?? ExitStatus.waiting, "paused; resume with: \(command("resume", id))")
    case .pending, .running:
      throw CommandFailure(
        interruption ?? ExitStatus.waiting,
        "workflow \(id) waits\(workflow.wants); then go on with: \(command("resume", id))")
    }
  }

  /// An output as people and pipes want it: a text as it is, anything else as JSON.
  static func print(_ output: JSON?) {
    switch output {
    case nil, .null: break
    case .string(let text): StandardOutput.write(text.hasSuffix("\n") ? text : text + "\n")
    case .bool, .int, .double, .number, .array, .object:
      if let output { StandardOutput.write(pretty: output) }
    }
  }

  private func command(_ verb: String, _ id: String) -> String {
    (["stepwell", verb, id] + words).map(ShellWord.quoted).joined(separator: " ")
  }
}

/// Words as a POSIX shell takes them.
enum ShellWord {
  /// The word as it is where it is harmless, else in single quotes.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-_./:@%+=,".utf8.contains(byte)
        }
      }
    guard !isPlain else { return word }
    let inner = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'" + inner.joined(separator: #"'\''"#) + "'"
  }
}
