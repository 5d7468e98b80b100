import Glibc
import Testing

/// The page about the command line, as blocks in their order.
private enum Page {
  enum Block {
    /// A file that the reader is shown: its name stands in the first line, after `# `.
    case file(name: String, text: String)
    case console([Command])
  }

  struct Command {
    let line: String
    var expected: [String] = []
  }

  static var text: String {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return content(ofFile: "/\(root)/docs/command-line.md")
  }

  static func read() -> [Block] {
    let page = text
    var blocks: [Block] = []
    var open: (kind: Substring, lines: [Substring])?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("```") else {
        open?.lines.append(line)
        continue
      }
      if let (kind, lines) = open {
        if let block = block(kind, lines) { blocks.append(block) }
        open = nil
      } else {
        open = (line.dropFirst(3), [])
      }
    }
    return blocks
  }

  private static func block(_ kind: Substring, _ lines: [Substring]) -> Block? {
    switch kind {
    case "yaml":
      let name = String(lines.first?.dropFirst(2) ?? "")
      return .file(name: name, text: lines.joined(separator: "\n") + "\n")
    case "console":
      var commands: [Command] = []
      for line in lines {
        if line.hasPrefix("$ ") {
          commands.append(Command(line: String(line.dropFirst(2))))
        } else if !commands.isEmpty {
          commands[commands.count - 1].expected.append(String(line))
        }
      }
      return .console(commands)
    default: return nil
    }
  }
}

struct DocumentationTests {
  let desk = Desk()

  @Test func `every command of the page does what the page shows`() {
    var count = 0
    for block in Page.read() {
      switch block {
      case .file(let name, let text): desk.folder.write(text, to: name)
      case .console(let commands):
        for command in commands {
          check(command)
          count += 1
        }
      }
    }
    #expect(count > 30)
  }

  private func check(_ command: Page.Command) {
    let outcome = desk.run(["/bin/sh", "-c", "exec 2>&1; \(command.line)"])
    let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let shown = lines.last == "" ? Array(lines.dropLast()) : lines
    #expect(
      matches(shown[...], command.expected[...]),
      "\(command.line)\n\(shown.joined(separator: "\n"))")
  }

  /// Whether the lines are those expected; `…` alone stands for any lines, within one for any text.
  private func matches(_ lines: ArraySlice<String>, _ patterns: ArraySlice<String>) -> Bool {
    guard let pattern = patterns.first else { return lines.isEmpty }
    if pattern == "…", patterns.count > 1 || lines.count != 1 {
      return (lines.startIndex...lines.endIndex).contains {
        matches(lines[$0...], patterns.dropFirst())
      }
    }
    guard let line = lines.first, fits(line[...], pattern) else { return false }
    return matches(lines.dropFirst(), patterns.dropFirst())
  }

  private func fits(_ line: Substring, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return line == pattern
    }
    guard line.hasPrefix(first), line.dropFirst(first.count).hasSuffix(last) else { return false }
    var rest = line.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  @Test func `the page explains every exit status and command`() {
    let page = Page.text
    for status in [0, 1, 64, 65, 66, 69, 70, 74, 75, 78, 130, 141] {
      #expect(page.contains("| \(status) | "))
    }
    let help = desk.stepwell("--help").output
    for line in help.split(separator: "\n") where line.hasPrefix("  ") && !line.hasPrefix("   ") {
      guard let word = line.split(separator: " ").first, word.allSatisfy(\.isLetter),
        word.first?.isLowercase == true
      else { continue }
      #expect(page.contains("stepwell \(word)") || page.contains("`\(word)`"), "\(word)")
    }
  }
}
