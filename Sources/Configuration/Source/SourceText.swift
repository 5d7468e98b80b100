/// A text with a name, that finds the line and column of a byte and shows lines to people.
public struct SourceText: Sendable {
  /// The path it was read from, or what else people call it.
  public let name: String
  /// The text without a byte order mark.
  let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let lineStarts: [Int]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    lineStarts = Self.lineStarts(of: self.bytes)
  }

  /// The line and column of a byte; the end of the text for an offset beyond it.
  func position(ofByte offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(ofByte: offset)
    let before = bytes[lineStarts[line]..<offset]
    return SourcePosition(line: line + 1, column: before.count { !isContinuation($0) } + 1)
  }

  /// The bytes of a line, its end left out; `index` counts from 0.
  func line(_ index: Int) -> ArraySlice<UInt8> {
    guard lineStarts.indices.contains(index) else { return [] }
    let end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    var line = bytes[lineStarts[index]..<end]
    while let last = line.last, last == 0x0A || last == 0x0D { line.removeLast() }
    return line
  }

  /// What is wrong at a byte of this text, with its line shown.
  func problem(
    atByte offset: Int, _ message: String, suggestion: String? = nil
  ) -> SourceProblem {
    let position = position(ofByte: offset)
    return SourceProblem(
      source: name, position: position, message: message, suggestion: suggestion,
      excerpt: excerpt(at: position))
  }

  /// The last line that starts at or before the byte.
  private func lineIndex(ofByte offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (index, byte) in bytes.enumerated() {
      let isBareReturn = byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)
      if byte == 0x0A || isBareReturn { starts.append(index + 1) }
    }
    return starts
  }
}

/// Whether a byte of UTF-8 goes on with a scalar that began before it.
func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
