import Configuration
import Glibc
import JSON

/// Values as a command line gives them: in place, from a file (`@FILE`), or from standard input (`-`).
enum ValueText {
  /// JSON where it is JSON, else the text itself.
  static func jsonOrText(_ argument: String) throws(CommandFailure) -> JSON {
    if argument == "-" { return literal(try standardInput()) }
    if argument.hasPrefix("@") { return literal(try content(of: String(argument.dropFirst()))) }
    return literal(argument)
  }

  /// JSON, and nothing else; a file may be YAML.
  static func json(_ argument: String, called name: String) throws(CommandFailure) -> JSON {
    if argument.hasPrefix("@") {
      do throws(SourceProblem) {
        return try DefinitionFile.read(String(argument.dropFirst())).value
      } catch {
        throw CommandFailure(error)
      }
    }
    let text = argument == "-" ? try standardInput() : argument
    do throws(JSONSyntaxError) {
      return try JSON(parsing: text)
    } catch {
      throw CommandFailure(
        ExitStatus.usage, "\(name) is not JSON: \(error.message) at byte \(error.offset)")
    }
  }

  /// The JSON a text is, else the text as a string.
  static func literal(_ text: String) -> JSON {
    do throws(JSONSyntaxError) {
      return try JSON(parsing: text)
    } catch {
      return .string(text)
    }
  }

  // MARK: - Reading

  private static func standardInput() throws(CommandFailure) -> String {
    try readAll(0, called: "standard input")
  }

  private static func content(of path: String) throws(CommandFailure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    return try readAll(descriptor, called: path)
  }

  private static func readAll(
    _ descriptor: Int32, called name: String
  ) throws(CommandFailure) -> String {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count > 0 {
        content += chunk[..<count]
      } else if count == 0 {
        break
      } else if errno != EINTR {
        throw failure("read", name)
      }
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw CommandFailure(ExitStatus.invalidDefinition, "\(name) is not UTF-8; convert it first")
    }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  private static func failure(_ verb: String, _ name: String) -> CommandFailure {
    let cause = String(cString: strerror(errno)).lowercased()
    return CommandFailure(ExitStatus.notFound, "cannot \(verb) \(name): \(cause)")
  }
}
