extension SourceText {
  /// What libyaml found wrong, in words for the people who write such files.
  func problem(about failure: YAMLFailure, atByte offset: Int) -> SourceProblem {
    let byte = offset < bytes.count ? bytes[offset] : nil
    let (message, suggestion) = words(for: failure, at: byte)
    return problem(atByte: offset, message, suggestion: suggestion)
  }

  private func words(for failure: YAMLFailure, at byte: UInt8?) -> (String, String?) {
    switch failure.problem {
    case "found character that cannot start any token":
      return unexpectedCharacter(byte)
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return ("a tab cannot indent YAML", "use spaces")
    case "mapping values are not allowed in this context":
      return (
        "a key cannot stand here",
        "indent it like its neighbours, or quote a value with \": \" in it"
      )
    case "could not find expected ':'":
      return (
        "a key without \":\" ends here", "write \"key: value\", or indent the text under its key"
      )
    case "did not find expected key", "did not find expected '-' indicator",
      "block sequence entries are not allowed in this context",
      "did not find expected <document start>":
      return ("this fits nothing above it", "indent it like its neighbours")
    case "found unexpected end of stream": return ("the text ends within a value", nil)
    case "control characters are not allowed":
      return ("a control character stands here", "remove it")
    default:
      let context = failure.context.map { " \($0)" } ?? ""
      return ("\(failure.problem)\(context)", nil)
    }
  }

  private func unexpectedCharacter(_ byte: UInt8?) -> (String, String?) {
    guard let byte, byte != 0x09 else { return ("a tab cannot indent YAML", "use spaces") }
    let character = quoted(String(Unicode.Scalar(byte)))
    return ("a value cannot start with \(character)", "quote the value")
  }
}
