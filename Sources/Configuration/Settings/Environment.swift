import Glibc

/// The variables a program was started with.
///
/// They are looked up one by one when asked for, so that starting costs nothing. A variable that
/// is set to nothing counts as not set.
public struct Environment: Sendable {
  private let lookUp: @Sendable (String) -> String?

  /// The variables of this process.
  public static let process = Environment { name in
    getenv(name).map { String(cString: $0) }
  }

  /// The variables given, for tests and for programs that start others.
  public init(_ variables: [String: String]) { self.init { variables[$0] } }

  private init(lookUp: @escaping @Sendable (String) -> String?) { self.lookUp = lookUp }

  /// The value of a variable, or nil where it is not set or empty.
  public subscript(name: String) -> String? {
    guard let value = lookUp(name), !value.isEmpty else { return nil }
    return value
  }
}

extension Environment: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    self.init(Dictionary(elements) { _, last in last })
  }
}
