import Configuration

/// The flags of the serving engine, read without the machinery of the command line.
enum ServeFlags {
  /// The flags, when the arguments are nothing else; anything else is the command line's to explain.
  static func parse(_ arguments: [String]) -> Flags? {
    var flags = Flags()
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      index += 1
      switch argument {
      case "--stdio": continue
      case "--strict": flags.strict = true
      case "--test-clock": flags.testClock = true
      default:
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let flag = valued[String(parts[0])] else { return nil }
        if parts.count == 2 {
          flags[keyPath: flag] = String(parts[1])
        } else {
          guard index < arguments.count else { return nil }
          flags[keyPath: flag] = arguments[index]
          index += 1
        }
      }
    }
    return flags
  }

  /// Whether the next argument is the value of this one.
  static func takesValue(_ argument: String) -> Bool { valued[argument] != nil }

  /// Whether the argument is a flag, or an option with its value.
  static func isFlag(_ argument: String) -> Bool {
    switch argument {
    case "--stdio", "--strict", "--test-clock": true
    default: argument.split(separator: "=").first.map { valued[String($0)] != nil } ?? false
    }
  }

  private static var valued: [String: WritableKeyPath<Flags, String?>] {
    [
      "--config": \.config, "--store": \.store, "--durability": \.durability,
      "--scope": \.scope, "--log-level": \.logLevel, "--framing": \.framing,
      "--max-message-bytes": \.maxMessageBytes,
    ]
  }
}
