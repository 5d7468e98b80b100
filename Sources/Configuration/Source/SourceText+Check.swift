extension SourceText {
  /// Refuses a text beyond the limit.
  func checkSize(_ limits: YAMLLimits) throws(SourceProblem) {
    guard bytes.count <= limits.maxBytes else {
      throw SourceProblem(
        source: name, message: "\(bytes.count) bytes are more than the \(limits.maxBytes) allowed")
    }
  }

  /// Refuses a text that is not UTF-8, at its first bad byte.
  func checkUTF8() throws(SourceProblem) {
    guard let offset = firstBadByte else { return }
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    throw problem(
      atByte: offset, isUTF16 ? "this is UTF-16" : "this byte is not UTF-8",
      suggestion: "save the file as UTF-8")
  }

  private var firstBadByte: Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}
