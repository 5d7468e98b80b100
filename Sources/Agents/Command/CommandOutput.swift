import JSON

/// What a program has written so far, and what is made of it.
struct CommandOutput {
  private let format: CommandConfiguration.Output
  private let limit: Int
  private var size = 0
  /// The unread rest: all of it, for `jsonl` the line that has not ended yet.
  private var rest: [UInt8] = []
  private var lineNumber = 0
  private var result: AgentResult?

  init(_ format: CommandConfiguration.Output, limit: Int) {
    self.format = format
    self.limit = limit
  }

  /// Takes the next bytes and gives the updates in them.
  mutating func take(_ bytes: [UInt8]) throws(AgentError) -> [AgentUpdate] {
    size += bytes.count
    guard size <= limit else {
      throw AgentError(
        type: "tooLarge", message: "the program wrote more than \(limit) bytes", isRetryable: false)
    }
    let searched = rest.count
    rest += bytes
    guard format == .jsonl else { return [] }
    var updates: [AgentUpdate] = []
    var start = 0
    var search = searched
    while let end = rest[search...].firstIndex(of: UInt8(ascii: "\n")) {
      if let update = try line(rest[start..<end]) { updates.append(update) }
      (start, search) = (end + 1, end + 1)
    }
    rest.removeFirst(start)
    return updates
  }

  /// The result, once the program has ended well.
  mutating func finish() throws(AgentError) -> AgentResult {
    switch format {
    case .text: return AgentResult(.string(try text()))
    case .json: return AgentResult(try value(of: rest[...], place: "the output of the program"))
    case .jsonl:
      if !rest.isEmpty { _ = try line(rest[...]) }
      guard let result else {
        throw AgentError(badOutput: "the program wrote no line {\"result\": …}")
      }
      return result
    }
  }

  private func text() throws(AgentError) -> String {
    guard let text = String(validating: rest, as: UTF8.self) else {
      throw AgentError(badOutput: "the output of the program is not UTF-8")
    }
    // A line end of CR and LF is one character.
    return text.last?.isNewline == true && text.last != "\u{2028}" && text.last != "\u{2029}"
      ? String(text.dropLast()) : text
  }

  /// Reads one line; gives the update in it, or keeps the result in it.
  private mutating func line(_ bytes: ArraySlice<UInt8>) throws(AgentError) -> AgentUpdate? {
    lineNumber += 1
    guard bytes.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }) else {
      return nil
    }
    let place = "line \(lineNumber) of the program's output"
    let value = try value(of: bytes, place: place)
    if let delta = value["delta"]?.stringValue { return .delta(delta) }
    if let progress = value["progress"] { return .progress(progress) }
    if let message = value["message"].flatMap(AgentMessage.init(json:)) { return .message(message) }
    guard value["result"] != nil else {
      throw AgentError(
        badOutput: "\(place) is none of {\"delta\": text}, {\"progress\": …}, "
          + "{\"message\": {\"role\", \"content\"}} and {\"result\": …}")
    }
    result = try AgentResult(json: value)
    return nil
  }

  private func value(of bytes: ArraySlice<UInt8>, place: String) throws(AgentError) -> JSON {
    do throws(JSONSyntaxError) {
      return try JSON(parsing: bytes)
    } catch {
      throw AgentError(badOutput: "\(place) is not JSON: \(error)")
    }
  }
}
