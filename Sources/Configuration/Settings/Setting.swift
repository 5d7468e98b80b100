/// A value of the configuration that remembers where it was read.
public struct Setting<Value: Sendable>: Sendable {
  public var value: Value
  public var origin: Origin

  public init(_ value: Value, from origin: Origin) {
    self.value = value
    self.origin = origin
  }

  /// The same origin with another value.
  func map<Other>(_ transform: (Value) -> Other) -> Setting<Other> {
    Setting<Other>(transform(value), from: origin)
  }
}

extension Setting: Equatable where Value: Equatable {}

/// Where a setting was read, for `stepwell doctor` and for sentences.
public enum Origin: Sendable, Hashable, CustomStringConvertible {
  /// A flag of the command line, such as `--store`.
  case flag(String)
  /// A variable, by its name.
  case environment(String)
  /// A configuration file and the line in it, from 1.
  case file(path: String, line: Int)
  /// Nobody said anything.
  case standard

  public var description: String {
    switch self {
    case .flag(let name): "flag \(name)"
    case .environment(let name): "environment \(name)"
    case .file(let path, let line): "\(path):\(line)"
    case .standard: "default"
    }
  }
}
