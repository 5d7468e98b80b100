import CPlatform
import Glibc

extension StandardPipes {
  /// Starts the program on the child's ends and gives its process id.
  func spawn(_ request: ChildRequest) throws(ChildFailure) -> Int32 {
    var variables = request.environment
    variables[EngineMark.variable] = EngineMark.value
    let environment = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var processId: Int32 = 0
    var isAboutDirectory: Int32 = 0
    let code = withTexts(request.arguments) { arguments in
      withTexts(environment) { environment in
        withText(request.path) { path in
          withText(request.workingDirectory) { directory in
            var call = child_request(
              path: path, arguments: arguments, environment: environment, directory: directory,
              input: input.child.descriptor, output: output.child.descriptor,
              error: error.child.descriptor)
            return child_spawn(&call, &processId, &isAboutDirectory)
          }
        }
      }
    }
    guard code == 0 else {
      throw ChildFailure(code: code, isAboutDirectory: isAboutDirectory != 0)
    }
    return processId
  }
}

/// When a process started, or nil where `/proc` does not say.
func startTime(of processId: Int32) -> UInt64? {
  let descriptor = open("/proc/\(processId)/stat", O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var buffer = [UInt8](repeating: 0, count: 1024)
  let count = read(descriptor, &buffer, buffer.count)
  guard count > 0 else { return nil }
  // The second field is the program's name in parentheses, which may hold anything.
  let text = String(decoding: buffer.prefix(count), as: UTF8.self)
  guard let end = text.lastIndex(of: ")") else { return nil }
  let fields = text[text.index(after: end)...].split(separator: " ")
  return fields.count > 19 ? UInt64(fields[19]) : nil
}

// MARK: - Texts for C

private typealias Text = UnsafeMutablePointer<CChar>

private func withText<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result
{
  guard let text else { return body(nil) }
  return text.withCString { body($0) }
}

/// Calls `body` with an array of C strings that NULL ends.
private func withTexts<Result>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
  var copies: [Text?] = texts.map { strdup($0) }
  copies.append(nil)
  defer { for copy in copies { free(copy) } }
  return copies.withUnsafeMutableBufferPointer { body($0.baseAddress) }
}
